<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
    <context>
        <name>About</name>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Copiar</translation>
        </message>
        <message>
            <source>About Assay</source>
            <translation>Sobre o Assay</translation>
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation>&amp;Fechar</translation>
        </message>
        <message>
            <source>Finds a model, explains it, has it reviewed, ships it as one ONNX file.</source>
            <translation>Encontra um modelo, explica-o, submete-o à revisão e o entrega como um único arquivo ONNX.</translation>
        </message>
        <message>
            <source>Font</source>
            <translation>Fonte</translation>
        </message>
        <message>
            <source>Icons</source>
            <translation>Ícones</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Licença</translation>
        </message>
        <message>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <source>Qt</source>
            <translation>Qt</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Sistema</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versão</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;About Assay</source>
            <translation>&amp;Sobre o Assay</translation>
        </message>
        <message>
            <source>&amp;Close project</source>
            <translation>&amp;Fechar projeto</translation>
        </message>
        <message>
            <source>&amp;Command palette…</source>
            <translation>&amp;Paleta de comandos…</translation>
        </message>
        <message>
            <source>&amp;Data</source>
            <translation>&amp;Dados</translation>
        </message>
        <message>
            <source>&amp;Describe the model…</source>
            <translation>&amp;Descrever o modelo…</translation>
        </message>
        <message>
            <source>&amp;Discard the run…</source>
            <translation>&amp;Descartar a execução…</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>&amp;Editar</translation>
        </message>
        <message>
            <source>&amp;Explain</source>
            <translation>E&amp;xplicar</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Arquivo</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>Aj&amp;uda</translation>
        </message>
        <message>
            <source>&amp;Job centre</source>
            <translation>&amp;Central de trabalhos</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation>&amp;Atalhos de teclado</translation>
        </message>
        <message>
            <source>&amp;Light or dark</source>
            <translation>Claro ou e&amp;scuro</translation>
        </message>
        <message>
            <source>&amp;Model</source>
            <translation>&amp;Modelo</translation>
        </message>
        <message>
            <source>&amp;Models</source>
            <translation>&amp;Modelos</translation>
        </message>
        <message>
            <source>&amp;New project…</source>
            <translation>&amp;Novo projeto…</translation>
        </message>
        <message>
            <source>&amp;Open data…</source>
            <translation>&amp;Abrir dados…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Sair</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Refazer</translation>
        </message>
        <message>
            <source>&amp;Review</source>
            <translation>&amp;Revisão</translation>
        </message>
        <message>
            <source>&amp;Settings…</source>
            <translation>&amp;Configurações…</translation>
        </message>
        <message>
            <source>&amp;Start training</source>
            <translation>&amp;Iniciar treinamento</translation>
        </message>
        <message>
            <source>&amp;Submit for review…</source>
            <translation>&amp;Enviar para revisão…</translation>
        </message>
        <message>
            <source>&amp;Train</source>
            <translation>&amp;Treinar</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Desfazer</translation>
        </message>
        <message>
            <source>&amp;Verify an ONNX file…</source>
            <translation>&amp;Verificar um arquivo ONNX…</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>E&amp;xibir</translation>
        </message>
        <message>
            <source>A&amp;udit</source>
            <translation>A&amp;uditoria</translation>
        </message>
        <message>
            <source>Add a &amp;person…</source>
            <translation>Adicionar p&amp;essoa…</translation>
        </message>
        <message>
            <source>Ar&amp;chive the version…</source>
            <translation>Ar&amp;quivar a versão…</translation>
        </message>
        <message>
            <source>En&amp;glish or Portuguese</source>
            <translation>&amp;Inglês ou português</translation>
        </message>
        <message>
            <source>Find an action by its name</source>
            <translation>Encontrar uma ação pelo nome</translation>
        </message>
        <message>
            <source>Import a CSV or Parquet file</source>
            <translation>Importar um arquivo CSV ou Parquet</translation>
        </message>
        <message>
            <source>Open pro&amp;ject…</source>
            <translation>Abrir &amp;projeto…</translation>
        </message>
        <message>
            <source>Open the &amp;demo</source>
            <translation>Abrir a &amp;demonstração</translation>
        </message>
        <message>
            <source>Re&amp;fresh</source>
            <translation>&amp;Atualizar</translation>
        </message>
        <message>
            <source>Re&amp;instate the version…</source>
            <translation>Re&amp;integrar a versão…</translation>
        </message>
        <message>
            <source>Re&amp;ports</source>
            <translation>Re&amp;latórios</translation>
        </message>
        <message>
            <source>Re&amp;tire the version…</source>
            <translation>Aposen&amp;tar a versão…</translation>
        </message>
        <message>
            <source>Re&amp;voke the approval…</source>
            <translation>Re&amp;vogar a aprovação…</translation>
        </message>
        <message>
            <source>Save the &amp;ONNX file…</source>
            <translation>Salvar o arquivo &amp;ONNX…</translation>
        </message>
        <message>
            <source>Save the &amp;report…</source>
            <translation>Salvar o &amp;relatório…</translation>
        </message>
        <message>
            <source>Set an &amp;alias…</source>
            <translation>Definir um &amp;apelido…</translation>
        </message>
        <message>
            <source>Show or hide running and ended work</source>
            <translation>Mostrar ou ocultar trabalhos em andamento e encerrados</translation>
        </message>
        <message>
            <source>Stop and &amp;keep the best</source>
            <translation>Parar e &amp;manter o melhor</translation>
        </message>
        <message>
            <source>Sus&amp;pend the version…</source>
            <translation>Sus&amp;pender a versão…</translation>
        </message>
        <message>
            <source>Switch between English and Portuguese</source>
            <translation>Alternar entre inglês e português</translation>
        </message>
        <message>
            <source>Switch between light and dark</source>
            <translation>Alternar entre claro e escuro</translation>
        </message>
    </context>
    <context>
        <name>Ask</name>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
    </context>
    <context>
        <name>Audit</name>
        <message>
            <source>&amp;Ask for a cosignature…</source>
            <translation>&amp;Pedir uma coassinatura…</translation>
        </message>
        <message>
            <source>&amp;Cosign another log…</source>
            <translation>&amp;Coassinar outra trilha…</translation>
        </message>
        <message>
            <source>&amp;Look again</source>
            <translation>&amp;Olhar de novo</translation>
        </message>
        <message>
            <source>&amp;Receive a cosignature…</source>
            <translation>&amp;Receber uma coassinatura…</translation>
        </message>
        <message>
            <source>&amp;Sign and save…</source>
            <translation>&amp;Assinar e salvar…</translation>
        </message>
        <message>
            <source>&amp;Tag a Git repository…</source>
            <translation>&amp;Marcar um repositório Git…</translation>
        </message>
        <message>
            <source>&amp;Verify the log</source>
            <translation>&amp;Verificar a trilha</translation>
        </message>
        <message>
            <source>&amp;Write a checkpoint…</source>
            <translation>&amp;Gravar um ponto de verificação…</translation>
        </message>
        <message>
            <source>A checkpoint says what the log's first events are. Kept where whoever holds the project cannot write, it shows later what was cut off or put back.</source>
            <translation>Um ponto de verificação diz quais são os primeiros eventos da trilha. Guardado onde quem tem o projeto não pode gravar, mostra depois o que foi cortado ou posto de volta.</translation>
        </message>
        <message>
            <source>A key that was exchanged together with all it signed shows only against public keys that were kept outside.</source>
            <translation>Uma chave trocada junto com tudo o que ela assinou só aparece ao comparar com chaves públicas guardadas fora.</translation>
        </message>
        <message>
            <source>A&amp;nchor to a file…</source>
            <translation>A&amp;ncorar em um arquivo…</translation>
        </message>
        <message>
            <source>Administrator made</source>
            <translation>Administrador nomeado</translation>
        </message>
        <message>
            <source>Administrator no more</source>
            <translation>Deixou de ser administrador</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Depois</translation>
        </message>
        <message>
            <source>Agrees</source>
            <translation>Confere</translation>
        </message>
        <message>
            <source>Alias removed</source>
            <translation>Apelido removido</translation>
        </message>
        <message>
            <source>Alias set</source>
            <translation>Apelido definido</translation>
        </message>
        <message>
            <source>An anchor is a checkpoint that stands outside the project. What was changed before it shows there, as long as nobody here can change it.</source>
            <translation>Uma âncora é um ponto de verificação que fica fora do projeto. O que foi alterado antes dela aparece ali, enquanto ninguém daqui puder mudá-la.</translation>
        </message>
        <message>
            <source>Anchor (*.json)</source>
            <translation>Âncora (*.json)</translation>
        </message>
        <message>
            <source>Anchor the log to a file outside the project</source>
            <translation>Ancorar a trilha em um arquivo fora do projeto</translation>
        </message>
        <message>
            <source>Anchors</source>
            <translation>Âncoras</translation>
        </message>
        <message>
            <source>Another log cosigned</source>
            <translation>Outra trilha coassinada</translation>
        </message>
        <message>
            <source>Approval ran out</source>
            <translation>Aprovação venceu</translation>
        </message>
        <message>
            <source>Approval revoked</source>
            <translation>Aprovação revogada</translation>
        </message>
        <message>
            <source>Approved</source>
            <translation>Aprovação</translation>
        </message>
        <message>
            <source>Asked to review</source>
            <translation>Revisão atribuída</translation>
        </message>
        <message>
            <source>Audit</source>
            <translation>Auditoria</translation>
        </message>
        <message>
            <source>Audit log</source>
            <translation>Trilha de auditoria</translation>
        </message>
        <message>
            <source>Batch of predictions recorded</source>
            <translation>Lote de previsões gravado</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Antes</translation>
        </message>
        <message>
            <source>Bill of materials saved</source>
            <translation>Lista de materiais salva</translation>
        </message>
        <message>
            <source>Bundle saved</source>
            <translation>Pacote salvo</translation>
        </message>
        <message>
            <source>Cannot be read: verify the log</source>
            <translation>Não pode ser lido: verifique a trilha</translation>
        </message>
        <message>
            <source>Changes requested</source>
            <translation>Alterações solicitadas</translation>
        </message>
        <message>
            <source>Check finished</source>
            <translation>Verificação concluída</translation>
        </message>
        <message>
            <source>Check recorded</source>
            <translation>Verificação gravada</translation>
        </message>
        <message>
            <source>Checkpoint (*.json)</source>
            <translation>Ponto de verificação (*.json)</translation>
        </message>
        <message>
            <source>Checkpoint kept outside</source>
            <translation>Ponto de verificação guardado fora</translation>
        </message>
        <message>
            <source>Checkpoint of</source>
            <translation>Ponto de verificação de</translation>
        </message>
        <message>
            <source>Checkpoints</source>
            <translation>Pontos de verificação</translation>
        </message>
        <message>
            <source>Choose an anchor in the table first.</source>
            <translation>Primeiro escolha uma âncora na tabela.</translation>
        </message>
        <message>
            <source>Choose the checkpoint that was kept outside</source>
            <translation>Escolher o ponto de verificação guardado fora</translation>
        </message>
        <message>
            <source>Choose the cosignature that came back</source>
            <translation>Escolher a coassinatura recebida</translation>
        </message>
        <message>
            <source>Choose the folder of a Git repository</source>
            <translation>Escolher a pasta de um repositório Git</translation>
        </message>
        <message>
            <source>Choose the public keys that were kept outside</source>
            <translation>Escolher as chaves públicas guardadas fora</translation>
        </message>
        <message>
            <source>Choose the request of the other log</source>
            <translation>Escolher o pedido da outra trilha</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Escolher…</translation>
        </message>
        <message>
            <source>Comment on a request</source>
            <translation>Comentário em uma solicitação</translation>
        </message>
        <message>
            <source>Cosign another log</source>
            <translation>Coassinar outra trilha</translation>
        </message>
        <message>
            <source>Cosignature</source>
            <translation>Coassinatura</translation>
        </message>
        <message>
            <source>Cosignature (*.json)</source>
            <translation>Coassinatura (*.json)</translation>
        </message>
        <message>
            <source>Cosigned before</source>
            <translation>Coassinada antes</translation>
        </message>
        <message>
            <source>Data imported</source>
            <translation>Dados importados</translation>
        </message>
        <message>
            <source>Data withdrawn</source>
            <translation>Dados retirados</translation>
        </message>
        <message>
            <source>Deployment active</source>
            <translation>Implantação ativa</translation>
        </message>
        <message>
            <source>Deployment drained</source>
            <translation>Implantação esvaziada</translation>
        </message>
        <message>
            <source>Deployment ended</source>
            <translation>Implantação encerrada</translation>
        </message>
        <message>
            <source>Deployment paused</source>
            <translation>Implantação pausada</translation>
        </message>
        <message>
            <source>Deployment requested</source>
            <translation>Implantação solicitada</translation>
        </message>
        <message>
            <source>Deployment resumed</source>
            <translation>Implantação retomada</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Detalhes</translation>
        </message>
        <message>
            <source>Differs</source>
            <translation>Diverge</translation>
        </message>
        <message>
            <source>Drill</source>
            <translation>Exercício</translation>
        </message>
        <message>
            <source>Each record that it changed, with its digest before and after</source>
            <translation>Cada dado que ele alterou, com seu hash antes e depois</translation>
        </message>
        <message>
            <source>Emergency use begun</source>
            <translation>Uso emergencial iniciado</translation>
        </message>
        <message>
            <source>Emergency use ended</source>
            <translation>Uso emergencial encerrado</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Evento</translation>
        </message>
        <message>
            <source>Event hash</source>
            <translation>Hash do evento</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Eventos</translation>
        </message>
        <message>
            <source>Evidence brought</source>
            <translation>Evidência trazida</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Arquivo</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Achados</translation>
        </message>
        <message>
            <source>Fingerprint of its key</source>
            <translation>Impressão da chave</translation>
        </message>
        <message>
            <source>Git tag</source>
            <translation>Marca (tag) Git</translation>
        </message>
        <message>
            <source>Give it back to whoever asked: it is an anchor of their log.</source>
            <translation>Devolva-a a quem a pediu: ela é uma âncora da trilha dessa pessoa.</translation>
        </message>
        <message>
            <source>Hash of the one before</source>
            <translation>Hash do anterior</translation>
        </message>
        <message>
            <source>Incident closed</source>
            <translation>Incidente encerrado</translation>
        </message>
        <message>
            <source>Incident opened</source>
            <translation>Incidente aberto</translation>
        </message>
        <message>
            <source>It changed no record</source>
            <translation>Não alterou nenhum dado</translation>
        </message>
        <message>
            <source>It continues the checkpoint that was kept outside, of {events} events.</source>
            <translation>Ele continua o ponto de verificação guardado fora, de {events} eventos.</translation>
        </message>
        <message>
            <source>It protects what came before it once it lies where nobody here can change it.</source>
            <translation>Ela protege o que veio antes, desde que fique onde ninguém daqui possa alterá-la.</translation>
        </message>
        <message>
            <source>Its &amp;key, as its holder told you (16 characters or more)</source>
            <translation>A &amp;chave dela, como o titular informou (16 caracteres ou mais)</translation>
        </message>
        <message>
            <source>Its keys are the public keys that were kept outside.</source>
            <translation>Suas chaves são as chaves públicas guardadas fora.</translation>
        </message>
        <message>
            <source>Its log</source>
            <translation>Trilha</translation>
        </message>
        <message>
            <source>Keep the checkpoint where whoever holds the project cannot write: it shows later what was cut off.</source>
            <translation>Guarde o ponto de verificação onde quem tem o projeto não possa gravar: depois, ele mostra o que foi cortado.</translation>
        </message>
        <message>
            <source>Key enrolled</source>
            <translation>Chave cadastrada</translation>
        </message>
        <message>
            <source>Key of the log</source>
            <translation>Chave da trilha</translation>
        </message>
        <message>
            <source>Key of the log enrolled</source>
            <translation>Chave da trilha cadastrada</translation>
        </message>
        <message>
            <source>Key revoked</source>
            <translation>Chave revogada</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Tipo</translation>
        </message>
        <message>
            <source>Leave out</source>
            <translation>Deixar de fora</translation>
        </message>
        <message>
            <source>Legal hold placed</source>
            <translation>Preservação legal determinada</translation>
        </message>
        <message>
            <source>Legal hold released</source>
            <translation>Preservação legal encerrada</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Trilha</translation>
        </message>
        <message>
            <source>Log anchored</source>
            <translation>Trilha ancorada</translation>
        </message>
        <message>
            <source>Looked at {when}.</source>
            <translation>Olhadas em {when}.</translation>
        </message>
        <message>
            <source>Looking at what stands in each place…</source>
            <translation>Olhando o que há em cada lugar…</translation>
        </message>
        <message>
            <source>M&amp;ore</source>
            <translation>M&amp;ais</translation>
        </message>
        <message>
            <source>Model card saved</source>
            <translation>Ficha do modelo salva</translation>
        </message>
        <message>
            <source>Model described</source>
            <translation>Modelo descrito</translation>
        </message>
        <message>
            <source>Never: from now on its key is believed. Compare the fingerprint by phone.</source>
            <translation>Nunca: de agora em diante, sua chave é aceita. Compare a impressão digital por telefone.</translation>
        </message>
        <message>
            <source>No checkpoint was made yet: write one.</source>
            <translation>Ainda não há ponto de verificação: grave um.</translation>
        </message>
        <message>
            <source>No longer asked to review</source>
            <translation>Revisão não mais atribuída</translation>
        </message>
        <message>
            <source>None chosen</source>
            <translation>Nenhum escolhido</translation>
        </message>
        <message>
            <source>Not looked at yet</source>
            <translation>Ainda não olhada</translation>
        </message>
        <message>
            <source>Not signed: the log had no key</source>
            <translation>Sem assinatura: a trilha não tinha chave</translation>
        </message>
        <message>
            <source>Not verified yet in this window</source>
            <translation>Ainda não verificada nesta janela</translation>
        </message>
        <message>
            <source>Nothing was found</source>
            <translation>Nada foi encontrado</translation>
        </message>
        <message>
            <source>ONNX file saved</source>
            <translation>Arquivo ONNX salvo</translation>
        </message>
        <message>
            <source>Open the record</source>
            <translation>Abrir o dado</translation>
        </message>
        <message>
            <source>Out of reach</source>
            <translation>Fora de alcance</translation>
        </message>
        <message>
            <source>Outside</source>
            <translation>Fora</translation>
        </message>
        <message>
            <source>Parts of the audit</source>
            <translation>Partes da auditoria</translation>
        </message>
        <message>
            <source>Payload hash</source>
            <translation>Hash do conteúdo</translation>
        </message>
        <message>
            <source>Person added</source>
            <translation>Pessoa adicionada</translation>
        </message>
        <message>
            <source>Person came back</source>
            <translation>Pessoa voltou</translation>
        </message>
        <message>
            <source>Person left</source>
            <translation>Pessoa saiu</translation>
        </message>
        <message>
            <source>Person's name erased</source>
            <translation>Nome da pessoa apagado</translation>
        </message>
        <message>
            <source>Policy required</source>
            <translation>Política exigida</translation>
        </message>
        <message>
            <source>Policy required no more</source>
            <translation>Política não mais exigida</translation>
        </message>
        <message>
            <source>Project created</source>
            <translation>Projeto criado</translation>
        </message>
        <message>
            <source>Proposal declined</source>
            <translation>Proposta recusada</translation>
        </message>
        <message>
            <source>Protected alias removed</source>
            <translation>Apelido protegido removido</translation>
        </message>
        <message>
            <source>Protected alias set</source>
            <translation>Apelido protegido definido</translation>
        </message>
        <message>
            <source>Public keys (*.json)</source>
            <translation>Chaves públicas (*.json)</translation>
        </message>
        <message>
            <source>Public keys kept outside</source>
            <translation>Chaves públicas guardadas fora</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>Dado</translation>
        </message>
        <message>
            <source>Records</source>
            <translation>Dados</translation>
        </message>
        <message>
            <source>Records of the event</source>
            <translation>Dados do evento</translation>
        </message>
        <message>
            <source>Registry left for a copy</source>
            <translation>Registro deixado por uma cópia</translation>
        </message>
        <message>
            <source>Registry moved</source>
            <translation>Registro do projeto transferido</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Rejeição</translation>
        </message>
        <message>
            <source>Report saved</source>
            <translation>Relatório salvo</translation>
        </message>
        <message>
            <source>Request for a cosignature (*.json)</source>
            <translation>Pedido de coassinatura (*.json)</translation>
        </message>
        <message>
            <source>Request voided</source>
            <translation>Solicitação anulada</translation>
        </message>
        <message>
            <source>Request withdrawn</source>
            <translation>Solicitação retirada</translation>
        </message>
        <message>
            <source>Role delegated</source>
            <translation>Papel delegado</translation>
        </message>
        <message>
            <source>Role ended</source>
            <translation>Papel encerrado</translation>
        </message>
        <message>
            <source>Role given</source>
            <translation>Papel atribuído</translation>
        </message>
        <message>
            <source>Root</source>
            <translation>Raiz</translation>
        </message>
        <message>
            <source>Rule waived</source>
            <translation>Regra dispensada</translation>
        </message>
        <message>
            <source>Save the cosignature</source>
            <translation>Salvar a coassinatura</translation>
        </message>
        <message>
            <source>Save the request for a cosignature</source>
            <translation>Salvar o pedido de coassinatura</translation>
        </message>
        <message>
            <source>Search events</source>
            <translation>Buscar eventos</translation>
        </message>
        <message>
            <source>Show its &amp;event</source>
            <translation>Mostrar seu &amp;evento</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>Assinatura</translation>
        </message>
        <message>
            <source>Signature does not hold</source>
            <translation>Assinatura inválida</translation>
        </message>
        <message>
            <source>Signature holds</source>
            <translation>Assinatura válida</translation>
        </message>
        <message>
            <source>Something was changed outside Assay, or is damaged. Change nothing now, keep a copy as it is, and compare it with a backup.</source>
            <translation>Algo foi alterado fora do Assay, ou está danificado. Não mude nada agora, guarde uma cópia como está e compare-a com um backup.</translation>
        </message>
        <message>
            <source>Stood back from a request</source>
            <translation>Declarou-se impedido numa solicitação</translation>
        </message>
        <message>
            <source>Submitted for review</source>
            <translation>Envio para revisão</translation>
        </message>
        <message>
            <source>Tamper drill</source>
            <translation>Exercício de adulteração</translation>
        </message>
        <message>
            <source>Text of a report written</source>
            <translation>Texto de relatório escrito</translation>
        </message>
        <message>
            <source>The first {shown} are listed.</source>
            <translation>Os primeiros {shown} estão listados.</translation>
        </message>
        <message>
            <source>The last checkpoints of the log, newest first, and who signed them</source>
            <translation>Os últimos pontos de verificação da trilha, do mais novo ao mais antigo, e quem os assinou</translation>
        </message>
        <message>
            <source>The last events of the log, newest first</source>
            <translation>Os últimos eventos da trilha, do mais novo ao mais antigo</translation>
        </message>
        <message numerus="yes">
            <source>The log does NOT verify, as of {when}: {n} findings.</source>
            <translation>
                <numerusform>A trilha NÃO passa na verificação, em {when}: {n} achado.</numerusform>
                <numerusform>A trilha NÃO passa na verificação, em {when}: {n} achados.</numerusform>
            </translation>
        </message>
        <message>
            <source>The log is anchored nowhere yet: anchor it to a file on another disk.</source>
            <translation>A trilha ainda não está ancorada: ancore-a em um arquivo em outro disco.</translation>
        </message>
        <message>
            <source>The log verifies, as of {when}. Events: {events}, checkpoints: {checkpoints}, records: {rows}, stored files: {files}. Since each was recorded, nobody changed it outside Assay.</source>
            <translation>A trilha passa na verificação, em {when}. Eventos: {events}, pontos de verificação: {checkpoints}, dados: {rows}, arquivos guardados: {files}. Desde que cada um foi gravado, ninguém o alterou fora do Assay.</translation>
        </message>
        <message>
            <source>This project's log signs that it saw the other one as it stands here, and that it only grew since. A log that was cut or rewritten is refused.</source>
            <translation>A trilha deste projeto assina que viu a outra como está aqui e que ela só cresceu desde então. Uma trilha cortada ou reescrita é recusada.</translation>
        </message>
        <message>
            <source>Training run recorded</source>
            <translation>Execução de treinamento gravada</translation>
        </message>
        <message>
            <source>Unused files deleted</source>
            <translation>Arquivos sem uso apagados</translation>
        </message>
        <message>
            <source>Validators' text of a report written</source>
            <translation>Texto de validadores escrito em relatório</translation>
        </message>
        <message>
            <source>Verify</source>
            <translation>Verificar</translation>
        </message>
        <message>
            <source>Verify without a checkpoint</source>
            <translation>Verificar sem ponto de verificação</translation>
        </message>
        <message>
            <source>Verify without public keys</source>
            <translation>Verificar sem chaves públicas</translation>
        </message>
        <message>
            <source>Verifying every event, record and stored file…</source>
            <translation>Verificando cada evento, dado e arquivo guardado…</translation>
        </message>
        <message>
            <source>Version archived</source>
            <translation>Versão arquivada</translation>
        </message>
        <message>
            <source>Version reinstated</source>
            <translation>Versão reintegrada</translation>
        </message>
        <message>
            <source>Version retired</source>
            <translation>Versão aposentada</translation>
        </message>
        <message>
            <source>Version suspended</source>
            <translation>Versão suspensa</translation>
        </message>
        <message>
            <source>Waits for a second person</source>
            <translation>Aguarda uma segunda pessoa</translation>
        </message>
        <message>
            <source>Waiver ended</source>
            <translation>Dispensa encerrada</translation>
        </message>
        <message>
            <source>What</source>
            <translation>O quê</translation>
        </message>
        <message>
            <source>What is not as the log says</source>
            <translation>O que não está como a trilha diz</translation>
        </message>
        <message>
            <source>What was cut off its end, or an old copy put back whole, shows only against a checkpoint that was kept outside.</source>
            <translation>O que foi cortado do fim, ou uma cópia antiga reposta inteira, só aparece na comparação com um ponto de verificação guardado fora.</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quando</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Onde</translation>
        </message>
        <message>
            <source>Where checkpoints of the log stand outside, newest first</source>
            <translation>Onde há pontos de verificação da trilha fora do projeto, do mais novo ao mais antigo</translation>
        </message>
        <message>
            <source>Where the log, the records and the files disagree</source>
            <translation>Onde a trilha, os dados e os arquivos discordam</translation>
        </message>
        <message>
            <source>Whether what was recorded was true when it was recorded, no verification can show.</source>
            <translation>Se o que foi gravado era verdade quando foi gravado, nenhuma verificação pode mostrar.</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Quem</translation>
        </message>
        <message>
            <source>Whoever cosigns is to get this file, and the fingerprint of the log's key by another way.</source>
            <translation>Quem coassina deve receber este arquivo e, por outro caminho, a impressão digital da chave da trilha.</translation>
        </message>
        <message>
            <source>Write a checkpoint of the log</source>
            <translation>Gravar um ponto de verificação da trilha</translation>
        </message>
        <message>
            <source>acts of administrators</source>
            <translation>atos de administradores</translation>
        </message>
        <message>
            <source>aliases</source>
            <translation>apelidos</translation>
        </message>
        <message>
            <source>anchors</source>
            <translation>âncoras</translation>
        </message>
        <message>
            <source>assignments</source>
            <translation>atribuições</translation>
        </message>
        <message>
            <source>attestations</source>
            <translation>atestados</translation>
        </message>
        <message>
            <source>batches of predictions</source>
            <translation>lotes de previsões</translation>
        </message>
        <message>
            <source>changes of state</source>
            <translation>mudanças de estado</translation>
        </message>
        <message>
            <source>comments</source>
            <translation>comentários</translation>
        </message>
        <message>
            <source>cosignatures</source>
            <translation>coassinaturas</translation>
        </message>
        <message>
            <source>data snapshots</source>
            <translation>instantâneos dos dados</translation>
        </message>
        <message>
            <source>decisions</source>
            <translation>decisões</translation>
        </message>
        <message>
            <source>deployments</source>
            <translation>implantações</translation>
        </message>
        <message>
            <source>emergency uses</source>
            <translation>usos emergenciais</translation>
        </message>
        <message>
            <source>environments</source>
            <translation>ambientes</translation>
        </message>
        <message>
            <source>evidence</source>
            <translation>evidências</translation>
        </message>
        <message>
            <source>files</source>
            <translation>arquivos</translation>
        </message>
        <message>
            <source>incidents</source>
            <translation>incidentes</translation>
        </message>
        <message>
            <source>keys</source>
            <translation>chaves</translation>
        </message>
        <message>
            <source>legal holds</source>
            <translation>preservações legais</translation>
        </message>
        <message>
            <source>models</source>
            <translation>modelos</translation>
        </message>
        <message>
            <source>moves of aliases</source>
            <translation>mudanças de apelidos</translation>
        </message>
        <message>
            <source>people</source>
            <translation>pessoas</translation>
        </message>
        <message>
            <source>policies</source>
            <translation>políticas</translation>
        </message>
        <message>
            <source>policy evaluations</source>
            <translation>avaliações de política</translation>
        </message>
        <message>
            <source>requests</source>
            <translation>solicitações</translation>
        </message>
        <message>
            <source>required policies</source>
            <translation>políticas exigidas</translation>
        </message>
        <message>
            <source>roles given</source>
            <translation>papéis atribuídos</translation>
        </message>
        <message>
            <source>runs</source>
            <translation>execuções</translation>
        </message>
        <message>
            <source>sources of data</source>
            <translation>fontes de dados</translation>
        </message>
        <message>
            <source>states of the code</source>
            <translation>estados do código</translation>
        </message>
        <message>
            <source>steps of deployments</source>
            <translation>passos de implantações</translation>
        </message>
        <message>
            <source>texts of reports</source>
            <translation>textos de relatórios</translation>
        </message>
        <message>
            <source>trials</source>
            <translation>tentativas</translation>
        </message>
        <message>
            <source>versions</source>
            <translation>versões</translation>
        </message>
        <message>
            <source>waivers</source>
            <translation>dispensas</translation>
        </message>
        <message>
            <source>withdrawals of data</source>
            <translation>retiradas de dados</translation>
        </message>
        <message>
            <source>{events} events are anchored in {place}. Push the tag: nothing was pushed.</source>
            <translation>{events} eventos estão ancorados em {place}. Envie a marca (git push): nada foi enviado.</translation>
        </message>
        <message>
            <source>{events} events are cosigned by {place}.</source>
            <translation>{events} eventos estão coassinados por {place}.</translation>
        </message>
        <message>
            <source>{events} events, on {when}</source>
            <translation>{events} eventos, em {when}</translation>
        </message>
        <message numerus="yes">
            <source>{n} anchors agree</source>
            <translation>
                <numerusform>{n} âncora confere</numerusform>
                <numerusform>{n} âncoras conferem</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} differ</source>
            <translation>
                <numerusform>{n} diverge</numerusform>
                <numerusform>{n} divergem</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} out of reach</source>
            <translation>
                <numerusform>{n} fora de alcance</numerusform>
                <numerusform>{n} fora de alcance</numerusform>
            </translation>
        </message>
        <message>
            <source>{what}: {count}</source>
            <translation>{what}: {count}</translation>
        </message>
    </context>
    <context>
        <name>Check</name>
        <message>
            <source>Graph as in the manifest</source>
            <translation>Grafo igual ao do manifesto</translation>
        </message>
        <message>
            <source>Inputs as in the passport</source>
            <translation>Entradas iguais às do passaporte</translation>
        </message>
        <message>
            <source>Loads in ONNX Runtime</source>
            <translation>Carrega no ONNX Runtime</translation>
        </message>
        <message>
            <source>Manifest</source>
            <translation>Manifesto</translation>
        </message>
        <message>
            <source>May be used now</source>
            <translation>Pode ser usada agora</translation>
        </message>
        <message>
            <source>Nothing outside the file</source>
            <translation>Nada fora do arquivo</translation>
        </message>
        <message>
            <source>ONNX file</source>
            <translation>Arquivo ONNX</translation>
        </message>
        <message>
            <source>Passport</source>
            <translation>Passaporte</translation>
        </message>
        <message>
            <source>Passport as in this project</source>
            <translation>Passaporte igual ao deste projeto</translation>
        </message>
        <message>
            <source>Registered in this project</source>
            <translation>Registrado neste projeto</translation>
        </message>
        <message>
            <source>Standard operators</source>
            <translation>Operadores padrão</translation>
        </message>
    </context>
    <context>
        <name>Data</name>
        <message>
            <source>Apply</source>
            <translation>Aplicar</translation>
        </message>
        <message>
            <source>Applying the changes to {name}</source>
            <translation>Aplicando as alterações a {name}</translation>
        </message>
        <message>
            <source>By</source>
            <translation>Por</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Change kind of “{column}”</source>
            <translation>Alterar o tipo de “{column}”</translation>
        </message>
        <message>
            <source>Change role of “{column}”</source>
            <translation>Alterar o papel de “{column}”</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>Coluna</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Colunas</translation>
        </message>
        <message>
            <source>Copy all of this</source>
            <translation>Copiar tudo isto</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Dados</translation>
        </message>
        <message>
            <source>Data (*.csv *.tsv *.txt *.parquet *.pq);;All files (*)</source>
            <translation>Dados (*.csv *.tsv *.txt *.parquet *.pq);;Todos os arquivos (*)</translation>
        </message>
        <message>
            <source>Delimiter</source>
            <translation>Delimitador</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Discard the changes</source>
            <translation>Descartar as alterações</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Dispensar</translation>
        </message>
        <message>
            <source>Distinct</source>
            <translation>Distintos</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>Codificação</translation>
        </message>
        <message>
            <source>Facts of the snapshot</source>
            <translation>Dados sobre o instantâneo</translation>
        </message>
        <message>
            <source>Filter columns</source>
            <translation>Filtrar colunas</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Impressão digital</translation>
        </message>
        <message>
            <source>How much is done</source>
            <translation>Quanto já foi feito</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>Id</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>Importado</translation>
        </message>
        <message>
            <source>Importing {name}</source>
            <translation>Importando {name}</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Tipo</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>Ausentes</translation>
        </message>
        <message>
            <source>More marks for missing</source>
            <translation>Outras marcas de valor ausente</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>No data yet</source>
            <translation>Ainda não há dados</translation>
        </message>
        <message>
            <source>Not applied yet; it is {name} now</source>
            <translation>Ainda não aplicado; agora é {name}</translation>
        </message>
        <message>
            <source>Notes of the import</source>
            <translation>Notas da importação</translation>
        </message>
        <message>
            <source>ONNX models (*.onnx);;All files (*)</source>
            <translation>Modelos ONNX (*.onnx);;Todos os arquivos (*)</translation>
        </message>
        <message>
            <source>Open a CSV or Parquet file, or drop one anywhere in the window.</source>
            <translation>Abra um arquivo CSV ou Parquet, ou solte um em qualquer lugar da janela.</translation>
        </message>
        <message>
            <source>Open data</source>
            <translation>Abrir dados</translation>
        </message>
        <message>
            <source>Open data…</source>
            <translation>Abrir dados…</translation>
        </message>
        <message>
            <source>Read again</source>
            <translation>Ler novamente</translation>
        </message>
        <message>
            <source>Read as</source>
            <translation>Lido como</translation>
        </message>
        <message>
            <source>Read the file again with these changes, as a new snapshot</source>
            <translation>Ler o arquivo novamente com estas alterações, como um novo instantâneo</translation>
        </message>
        <message>
            <source>Reading options for {name}</source>
            <translation>Opções de leitura de {name}</translation>
        </message>
        <message>
            <source>Reading options…</source>
            <translation>Opções de leitura…</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Papel</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>Linhas</translation>
        </message>
        <message>
            <source>Search snapshots</source>
            <translation>Buscar instantâneos</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Tamanho</translation>
        </message>
        <message>
            <source>Snapshot</source>
            <translation>Instantâneo</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>Instantâneos</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Origem</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Iniciando</translation>
        </message>
        <message>
            <source>The columns of the snapshot; kind and role can be changed with Enter or F2</source>
            <translation>As colunas do instantâneo; tipo e papel podem ser alterados com Enter ou F2</translation>
        </message>
        <message>
            <source>The file is read again and becomes a new snapshot; kinds and roles are kept. Empty cells, ?, NA, N/A, NaN and NULL of text files are missing in any case.</source>
            <translation>O arquivo é lido novamente e se torna um novo instantâneo; tipos e papéis são mantidos. Células vazias, ?, NA, N/A, NaN e NULL em arquivos de texto são sempre valores ausentes.</translation>
        </message>
        <message>
            <source>The project's data, newest first</source>
            <translation>Os dados do projeto, do mais novo ao mais antigo</translation>
        </message>
        <message>
            <source>The snapshot is as it was, and the changes wait.</source>
            <translation>O instantâneo continua como estava, e as alterações aguardam.</translation>
        </message>
        <message>
            <source>There is no text encoding “{name}”.</source>
            <translation>Não existe a codificação de texto “{name}”.</translation>
        </message>
        <message>
            <source>Train on this data</source>
            <translation>Treinar com estes dados</translation>
        </message>
        <message>
            <source>Verify an ONNX file</source>
            <translation>Verificar um arquivo ONNX</translation>
        </message>
        <message>
            <source>Verifying {name}</source>
            <translation>Verificando {name}</translation>
        </message>
        <message>
            <source>Why this kind</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>also missing: {marks}</source>
            <translation>também ausentes: {marks}</translation>
        </message>
        <message>
            <source>bar</source>
            <translation>barra vertical</translation>
        </message>
        <message>
            <source>chosen by a person; it looked like {kind}: {reason}</source>
            <translation>escolhido por uma pessoa; parecia {kind}: {reason}</translation>
        </message>
        <message>
            <source>comma</source>
            <translation>vírgula</translation>
        </message>
        <message>
            <source>delimiter found by itself</source>
            <translation>delimitador detectado automaticamente</translation>
        </message>
        <message>
            <source>delimiter: {mark}</source>
            <translation>delimitador: {mark}</translation>
        </message>
        <message>
            <source>found by itself</source>
            <translation>detectado automaticamente</translation>
        </message>
        <message>
            <source>semicolon</source>
            <translation>ponto e vírgula</translation>
        </message>
        <message>
            <source>such as -, 9999</source>
            <translation>por exemplo -, 9999</translation>
        </message>
        <message>
            <source>tab</source>
            <translation>tabulação</translation>
        </message>
        <message>
            <source>{name} was not imported. Should it be read in another way?</source>
            <translation>{name} não foi importado. Deve ser lido de outra forma?</translation>
        </message>
        <message numerus="yes">
            <source>{n} changes not applied</source>
            <translation>
                <numerusform>{n} alteração não aplicada</numerusform>
                <numerusform>{n} alterações não aplicadas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} distinct values fall together in the model's numbers (float32). Make the column categorical where the difference matters.</source>
            <translation>
                <numerusform>{n} valor distinto coincide com outro nos números do modelo (float32). Torne a coluna categórica se a diferença importar.</numerusform>
                <numerusform>{n} valores distintos coincidem nos números do modelo (float32). Torne a coluna categórica se a diferença importar.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} snapshots</source>
            <translation>
                <numerusform>{n} instantâneo</numerusform>
                <numerusform>{n} instantâneos</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Decision</name>
        <message>
            <source>Approved</source>
            <translation>Aprovação</translation>
        </message>
        <message>
            <source>Changes requested</source>
            <translation>Alterações solicitadas</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Rejeição</translation>
        </message>
    </context>
    <context>
        <name>Deploy</name>
        <message>
            <source>&amp;Activate</source>
            <translation>&amp;Ativar</translation>
        </message>
        <message>
            <source>&amp;Address, where it has one</source>
            <translation>E&amp;ndereço, se tiver</translation>
        </message>
        <message>
            <source>&amp;Drain</source>
            <translation>&amp;Esvaziar</translation>
        </message>
        <message>
            <source>&amp;End</source>
            <translation>&amp;Encerrar</translation>
        </message>
        <message>
            <source>&amp;Environment</source>
            <translation>&amp;Ambiente</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Pausar</translation>
        </message>
        <message>
            <source>&amp;Request</source>
            <translation>&amp;Solicitar</translation>
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation>&amp;Retomar</translation>
        </message>
        <message>
            <source>&amp;Why</source>
            <translation>&amp;Motivo</translation>
        </message>
        <message>
            <source>Acti&amp;vate…</source>
            <translation>Ati&amp;var…</translation>
        </message>
        <message>
            <source>Activate {version} in {where}?</source>
            <translation>Ativar {version} em {where}?</translation>
        </message>
        <message>
            <source>Activated</source>
            <translation>Ativada</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Ativa</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Endereço</translation>
        </message>
        <message>
            <source>Approval</source>
            <translation>Aprovação</translation>
        </message>
        <message>
            <source>By</source>
            <translation>Com base em</translation>
        </message>
        <message>
            <source>Changed outside</source>
            <translation>Alterada por fora</translation>
        </message>
        <message>
            <source>Choose a deployment in the table first.</source>
            <translation>Primeiro escolha uma implantação na tabela.</translation>
        </message>
        <message>
            <source>D&amp;rain…</source>
            <translation>Esva&amp;ziar…</translation>
        </message>
        <message>
            <source>Deployments</source>
            <translation>Implantações</translation>
        </message>
        <message>
            <source>Drain {version} in {where}?</source>
            <translation>Esvaziar {version} em {where}?</translation>
        </message>
        <message>
            <source>Drained</source>
            <translation>Esvaziada</translation>
        </message>
        <message>
            <source>Draining</source>
            <translation>Esvaziando</translation>
        </message>
        <message>
            <source>E&amp;nd…</source>
            <translation>E&amp;ncerrar…</translation>
        </message>
        <message>
            <source>Emergency use</source>
            <translation>Uso emergencial</translation>
        </message>
        <message>
            <source>End {version} in {where}?</source>
            <translation>Encerrar {version} em {where}?</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>Encerrada</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Ambiente</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Não passou</translation>
        </message>
        <message>
            <source>In the way</source>
            <translation>Impedimento</translation>
        </message>
        <message>
            <source>It finishes what it has and takes no more. It cannot become active again.</source>
            <translation>Ela termina o que tem e não aceita mais nada. Não pode voltar a ser ativa.</translation>
        </message>
        <message>
            <source>It is pending until it is activated. The version has to be in force; its policy is looked at again, the verdict is kept, and its files are hashed.</source>
            <translation>Ela fica pendente até ser ativada. A versão precisa estar em vigor; a política é avaliada de novo, o veredito é guardado e os arquivos têm o hash conferido.</translation>
        </message>
        <message>
            <source>It runs no more, for good: another has to be requested to run there again.</source>
            <translation>Ela não roda mais, em definitivo: para rodar ali de novo, é preciso solicitar outra.</translation>
        </message>
        <message>
            <source>It takes no requests until somebody resumes it, whatever its version is.</source>
            <translation>Ela não aceita requisições até que alguém a retome, qualquer que seja o estado da versão.</translation>
        </message>
        <message>
            <source>It takes requests from now on. The version's approval and policy are looked at again, and its files are hashed.</source>
            <translation>Ela aceita requisições a partir de agora. A aprovação e a política da versão são avaliadas de novo, e os arquivos têm o hash conferido.</translation>
        </message>
        <message>
            <source>May serve</source>
            <translation>Pode servir</translation>
        </message>
        <message>
            <source>No</source>
            <translation>Não</translation>
        </message>
        <message>
            <source>Pa&amp;use…</source>
            <translation>Pa&amp;usar…</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>Passou</translation>
        </message>
        <message numerus="yes">
            <source>Passed, {n} rules waived</source>
            <translation>
                <numerusform>Passou, {n} regra dispensada</numerusform>
                <numerusform>Passou, {n} regras dispensadas</numerusform>
            </translation>
        </message>
        <message>
            <source>Pause {version} in {where}?</source>
            <translation>Pausar {version} em {where}?</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Pausada</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>Pendente</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>Política</translation>
        </message>
        <message>
            <source>Re&amp;quest…</source>
            <translation>Soli&amp;citar…</translation>
        </message>
        <message>
            <source>Request a deployment of {version}</source>
            <translation>Solicitar uma implantação de {version}</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>Solicitada</translation>
        </message>
        <message>
            <source>Resu&amp;me…</source>
            <translation>Retoma&amp;r…</translation>
        </message>
        <message>
            <source>Resume {version} in {where}?</source>
            <translation>Retomar {version} em {where}?</translation>
        </message>
        <message>
            <source>Resumed</source>
            <translation>Retomada</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Passo</translation>
        </message>
        <message>
            <source>Steps of the deployment</source>
            <translation>Passos da implantação</translation>
        </message>
        <message>
            <source>Suspended with its version</source>
            <translation>Suspensa com sua versão</translation>
        </message>
        <message>
            <source>Suspension lifted</source>
            <translation>Suspensão levantada</translation>
        </message>
        <message>
            <source>The pause ends. Where its version is suspended, it stays so.</source>
            <translation>A pausa termina. Se a versão estiver suspensa, ela continua assim.</translation>
        </message>
        <message>
            <source>This version is deployed nowhere</source>
            <translation>Esta versão não está implantada em lugar nenhum</translation>
        </message>
        <message>
            <source>What was done with the chosen deployment, newest first, and why</source>
            <translation>O que foi feito com a implantação escolhida, do mais novo ao mais antigo, e por quê</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quando</translation>
        </message>
        <message>
            <source>Where this version runs, and whether it may serve</source>
            <translation>Onde esta versão roda, e se pode servir</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Quem</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Sim</translation>
        </message>
        <message>
            <source>{before} → {after}</source>
            <translation>{before} → {after}</translation>
        </message>
        <message>
            <source>{version} in {where} is now: {state}.</source>
            <translation>{version} em {where} agora está: {state}.</translation>
        </message>
        <message>
            <source>{version} in {where} is paused no longer.</source>
            <translation>{version} em {where} não está mais em pausa.</translation>
        </message>
        <message>
            <source>{version} in {where} is paused.</source>
            <translation>{version} em {where} está em pausa.</translation>
        </message>
    </context>
    <context>
        <name>Digest</name>
        <message>
            <source>Copy: {what}</source>
            <translation>Copiar: {what}</translation>
        </message>
    </context>
    <context>
        <name>Drill</name>
        <message>
            <source>&amp;Start the drill</source>
            <translation>&amp;Iniciar o exercício</translation>
        </message>
        <message>
            <source>A checkpoint kept outside</source>
            <translation>Um ponto de verificação guardado fora</translation>
        </message>
        <message>
            <source>Approve in somebody's name</source>
            <translation>Aprovar em nome de alguém</translation>
        </message>
        <message>
            <source>As expected</source>
            <translation>Como esperado</translation>
        </message>
        <message>
            <source>Attack</source>
            <translation>Ataque</translation>
        </message>
        <message>
            <source>Attack {number} of {all}</source>
            <translation>Ataque {number} de {all}</translation>
        </message>
        <message>
            <source>Attacks copies of the project in many ways, as somebody would who holds its files, and shows what finds each attack. The project itself is only read.</source>
            <translation>Ataca cópias do projeto de muitas formas, como faria quem tem seus arquivos, e mostra o que descobre cada ataque. O próprio projeto é apenas lido.</translation>
        </message>
        <message>
            <source>Better a metric in the evidence</source>
            <translation>Melhorar uma métrica na evidência</translation>
        </message>
        <message>
            <source>Change a byte of a stored file</source>
            <translation>Mudar um byte de um arquivo guardado</translation>
        </message>
        <message>
            <source>Change a byte of an event</source>
            <translation>Mudar um byte de um evento</translation>
        </message>
        <message>
            <source>Change a signed decision and rewrite the log, with its key</source>
            <translation>Mudar decisão assinada e reescrever a trilha, com sua chave</translation>
        </message>
        <message>
            <source>Change an event and its own hash</source>
            <translation>Mudar um evento e seu próprio hash</translation>
        </message>
        <message>
            <source>Change an unsigned decision and rewrite the log, with its key</source>
            <translation>Mudar decisão não assinada e reescrever a trilha, com sua chave</translation>
        </message>
        <message>
            <source>Change how long the log says it is</source>
            <translation>Mudar o tamanho que a trilha diz ter</translation>
        </message>
        <message>
            <source>Change the root of a checkpoint</source>
            <translation>Mudar a raiz de um ponto de verificação</translation>
        </message>
        <message>
            <source>Change the salt of a name</source>
            <translation>Mudar o sal de um nome</translation>
        </message>
        <message>
            <source>Change who an event says acted</source>
            <translation>Mudar quem o evento diz que agiu</translation>
        </message>
        <message>
            <source>Copying and verifying the project…</source>
            <translation>Copiando e verificando o projeto…</translation>
        </message>
        <message>
            <source>Cut off the end and put all counters right</source>
            <translation>Cortar o fim e acertar todos os contadores</translation>
        </message>
        <message>
            <source>Delete a decision</source>
            <translation>Apagar uma decisão</translation>
        </message>
        <message>
            <source>Delete a move of a deployment</source>
            <translation>Apagar um passo de uma implantação</translation>
        </message>
        <message>
            <source>Delete an event in the middle</source>
            <translation>Apagar um evento no meio</translation>
        </message>
        <message>
            <source>Delete the last checkpoint</source>
            <translation>Apagar o último ponto de verificação</translation>
        </message>
        <message>
            <source>Delete the last event</source>
            <translation>Apagar o último evento</translation>
        </message>
        <message>
            <source>Drop a trigger</source>
            <translation>Remover um gatilho</translation>
        </message>
        <message>
            <source>Each attack, what found it, and whether that was to be expected</source>
            <translation>Cada ataque, o que o descobriu, e se era de esperar</translation>
        </message>
        <message>
            <source>Exchange a public key</source>
            <translation>Trocar uma chave pública</translation>
        </message>
        <message>
            <source>Exchange the log's key and rewrite the log with it</source>
            <translation>Trocar a chave da trilha e reescrevê-la com ela</translation>
        </message>
        <message>
            <source>Exchange two people's names</source>
            <translation>Trocar os nomes de duas pessoas</translation>
        </message>
        <message>
            <source>Found by</source>
            <translation>Descoberto por</translation>
        </message>
        <message>
            <source>Give oneself a role</source>
            <translation>Dar a si mesmo um papel</translation>
        </message>
        <message>
            <source>Give somebody another name</source>
            <translation>Dar a alguém outro nome</translation>
        </message>
        <message>
            <source>Insert an event at the end</source>
            <translation>Inserir um evento no fim</translation>
        </message>
        <message>
            <source>Lead an alias away from its version</source>
            <translation>Desviar um apelido de sua versão</translation>
        </message>
        <message>
            <source>Let a deployment run, or end it</source>
            <translation>Deixar uma implantação rodar, ou encerrá-la</translation>
        </message>
        <message>
            <source>Let a requirement seem to have ended</source>
            <translation>Fazer uma exigência parecer encerrada</translation>
        </message>
        <message>
            <source>Lift the suspension of a deployment</source>
            <translation>Levantar a suspensão de uma implantação</translation>
        </message>
        <message>
            <source>Lift the suspension of an alias</source>
            <translation>Levantar a suspensão de um apelido</translation>
        </message>
        <message>
            <source>Loosen a stored policy</source>
            <translation>Afrouxar uma política guardada</translation>
        </message>
        <message>
            <source>Make a name seem erased</source>
            <translation>Fazer um nome parecer apagado</translation>
        </message>
        <message>
            <source>Make a trigger harmless</source>
            <translation>Tornar um gatilho inofensivo</translation>
        </message>
        <message>
            <source>Make a withdrawal of data unsaid</source>
            <translation>Desfazer uma retirada de dados</translation>
        </message>
        <message>
            <source>Make an incident disappear</source>
            <translation>Fazer desaparecer um incidente</translation>
        </message>
        <message>
            <source>Make oneself an administrator</source>
            <translation>Fazer-se administrador</translation>
        </message>
        <message>
            <source>Make the author a stranger to the work</source>
            <translation>Fazer do autor um estranho ao trabalho</translation>
        </message>
        <message>
            <source>Mark a version as approved</source>
            <translation>Marcar uma versão como aprovada</translation>
        </message>
        <message>
            <source>Move an event into the past, with the log's key</source>
            <translation>Levar um evento ao passado, com a chave da trilha</translation>
        </message>
        <message>
            <source>No verification can find this, as it changes nothing: {attacks}.</source>
            <translation>Isto nenhuma verificação pode descobrir, pois nada muda: {attacks}.</translation>
        </message>
        <message>
            <source>Not as expected</source>
            <translation>Não como esperado</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>Nada</translation>
        </message>
        <message>
            <source>Nothing to attack</source>
            <translation>Nada a atacar</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Resultado</translation>
        </message>
        <message>
            <source>Point the log's index elsewhere</source>
            <translation>Apontar o índice da trilha para outro lugar</translation>
        </message>
        <message>
            <source>Public keys kept outside</source>
            <translation>Chaves públicas guardadas fora</translation>
        </message>
        <message>
            <source>Put an old copy of the registry back</source>
            <translation>Pôr de volta uma cópia antiga do registro</translation>
        </message>
        <message>
            <source>Put another file and point its record to it</source>
            <translation>Pôr outro arquivo e apontar para ele</translation>
        </message>
        <message>
            <source>Read and copy everything</source>
            <translation>Ler e copiar tudo</translation>
        </message>
        <message>
            <source>Remove a stored file</source>
            <translation>Remover um arquivo guardado</translation>
        </message>
        <message>
            <source>Reword a comment on a review</source>
            <translation>Mudar o texto de um comentário de uma revisão</translation>
        </message>
        <message>
            <source>Rewrite the whole log, its checkpoints dated before its key</source>
            <translation>Reescrever a trilha toda, com pontos de verificação datados de antes de sua chave</translation>
        </message>
        <message>
            <source>Rewrite the whole log, its key revoked at once</source>
            <translation>Reescrever a trilha toda, com sua chave revogada de imediato</translation>
        </message>
        <message>
            <source>Rewrite the whole log, which has no key</source>
            <translation>Reescrever a trilha toda, que não tem chave</translation>
        </message>
        <message>
            <source>Rewrite the whole log, with the log's key</source>
            <translation>Reescrever a trilha toda, com sua chave</translation>
        </message>
        <message>
            <source>Rewrite the whole log, without the log's key</source>
            <translation>Reescrever a trilha toda, sem sua chave</translation>
        </message>
        <message>
            <source>S&amp;top</source>
            <translation>&amp;Parar</translation>
        </message>
        <message>
            <source>Shorten a stored file</source>
            <translation>Encurtar um arquivo guardado</translation>
        </message>
        <message>
            <source>Should be found by: {what}</source>
            <translation>Deveria ser descoberto por: {what}</translation>
        </message>
        <message>
            <source>Sign a checkpoint with another key</source>
            <translation>Assinar um ponto de verificação com outra chave</translation>
        </message>
        <message>
            <source>Stopping after this attack…</source>
            <translation>Parando depois deste ataque…</translation>
        </message>
        <message>
            <source>Stretch a waiver</source>
            <translation>Prolongar uma dispensa</translation>
        </message>
        <message>
            <source>Stretch an emergency use</source>
            <translation>Prolongar um uso de emergência</translation>
        </message>
        <message>
            <source>Swap two events</source>
            <translation>Trocar dois eventos de lugar</translation>
        </message>
        <message>
            <source>Take a comment out of a review</source>
            <translation>Tirar um comentário de uma revisão</translation>
        </message>
        <message>
            <source>Take away a policy that is required</source>
            <translation>Retirar uma política que é exigida</translation>
        </message>
        <message>
            <source>Take the protection off an alias</source>
            <translation>Tirar a proteção de um apelido</translation>
        </message>
        <message>
            <source>Take the signatures off the checkpoints</source>
            <translation>Tirar as assinaturas dos pontos de verificação</translation>
        </message>
        <message>
            <source>Take them off, and date the checkpoints before the log's key</source>
            <translation>Tirá-las e datar os pontos de verificação de antes da chave da trilha</translation>
        </message>
        <message>
            <source>Tamper drill</source>
            <translation>Exercício de adulteração</translation>
        </message>
        <message>
            <source>Tell another reason for an alias's move</source>
            <translation>Dar outro motivo para a mudança de um apelido</translation>
        </message>
        <message>
            <source>The drill was not run yet in this window</source>
            <translation>O exercício ainda não foi feito nesta janela</translation>
        </message>
        <message>
            <source>The drill was stopped before its end.</source>
            <translation>O exercício foi parado antes do fim.</translation>
        </message>
        <message>
            <source>Turn a decision round</source>
            <translation>Inverter uma decisão</translation>
        </message>
        <message>
            <source>Verification</source>
            <translation>Verificação</translation>
        </message>
        <message>
            <source>What was said</source>
            <translation>O que foi dito</translation>
        </message>
        <message numerus="yes">
            <source>{n} attacks on copies were found by what should find them.</source>
            <translation>
                <numerusform>{n} ataque em cópias foi descoberto pelo que deveria descobri-lo.</numerusform>
                <numerusform>{n} ataques em cópias foram descobertos pelo que deveria descobri-los.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} attacks were NOT found by what should find them: do not rely on this log.</source>
            <translation>
                <numerusform>{n} ataque NÃO foi descoberto pelo que deveria descobri-lo: não confie nesta trilha.</numerusform>
                <numerusform>{n} ataques NÃO foram descobertos pelo que deveria descobri-los: não confie nesta trilha.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} could not be tried: the project has nothing that they attack.</source>
            <translation>
                <numerusform>{n} não pôde ser tentado: o projeto não tem o que ele ataca.</numerusform>
                <numerusform>{n} não puderam ser tentados: o projeto não tem o que eles atacam.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} of them only a checkpoint that was kept outside finds.</source>
            <translation>
                <numerusform>{n} deles só um ponto de verificação guardado fora descobre.</numerusform>
                <numerusform>{n} deles só um ponto de verificação guardado fora descobre.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} of them only public keys that were kept outside find.</source>
            <translation>
                <numerusform>{n} deles só chaves públicas guardadas fora descobrem.</numerusform>
                <numerusform>{n} deles só chaves públicas guardadas fora descobrem.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Duration</name>
        <message>
            <source>{hours} h {minutes} m</source>
            <translation>{hours} h {minutes} min</translation>
        </message>
        <message>
            <source>{minutes} m {seconds} s</source>
            <translation>{minutes} min {seconds} s</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} s</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Copiar</translation>
        </message>
        <message>
            <source>&amp;Details</source>
            <translation>&amp;Detalhes</translation>
        </message>
        <message>
            <source>A file or folder refused</source>
            <translation>Um arquivo ou uma pasta recusou o acesso</translation>
        </message>
        <message>
            <source>Assay</source>
            <translation>Assay</translation>
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation>&amp;Fechar</translation>
        </message>
        <message>
            <source>Code: {code}</source>
            <translation>Código: {code}</translation>
        </message>
        <message>
            <source>Copies all of this as text</source>
            <translation>Copia tudo isto como texto</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Detalhes</translation>
        </message>
        <message>
            <source>Is it there, may you use it, and has the disk room left?</source>
            <translation>Ele existe, você tem permissão para usá-lo, e há espaço livre no disco?</translation>
        </message>
        <message>
            <source>Something went wrong inside Assay</source>
            <translation>Algo deu errado dentro do Assay</translation>
        </message>
        <message>
            <source>That did not work</source>
            <translation>Isso não funcionou</translation>
        </message>
        <message>
            <source>The job failed</source>
            <translation>O trabalho falhou</translation>
        </message>
        <message>
            <source>Try again; if it comes back, report it with the details below.</source>
            <translation>Tente novamente; se o erro voltar, relate-o com os detalhes abaixo.</translation>
        </message>
        <message>
            <source>What the project holds is not touched by this.</source>
            <translation>O conteúdo do projeto não foi afetado.</translation>
        </message>
    </context>
    <context>
        <name>Evidence</name>
        <message>
            <source>Answer to a finding</source>
            <translation>Resposta a um achado</translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation>Referência</translation>
        </message>
        <message>
            <source>Calibration</source>
            <translation>Calibração</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Código</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Dados</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Ambiente</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>Figura</translation>
        </message>
        <message>
            <source>Findings about the data</source>
            <translation>Achados sobre os dados</translation>
        </message>
        <message>
            <source>Importance</source>
            <translation>Importância</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>Métricas</translation>
        </message>
        <message>
            <source>Parity certificate</source>
            <translation>Certificado de paridade</translation>
        </message>
        <message>
            <source>Re-performance</source>
            <translation>Reexecução</translation>
        </message>
        <message>
            <source>Reproduction</source>
            <translation>Reprodução</translation>
        </message>
        <message>
            <source>Results by group</source>
            <translation>Resultados por grupo</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Busca</translation>
        </message>
        <message>
            <source>The evidence '{kind}' cannot be read: it is not of the form that Assay writes.</source>
            <translation>A evidência “{kind}” não pode ser lida: não tem o formato que o Assay grava.</translation>
        </message>
        <message>
            <source>This version has no evidence of the kind '{kind}'.</source>
            <translation>Esta versão não tem evidência do tipo “{kind}”.</translation>
        </message>
    </context>
    <context>
        <name>Explain</name>
        <message>
            <source>&amp;Output</source>
            <translation>&amp;Saída</translation>
        </message>
        <message>
            <source>&amp;Row</source>
            <translation>&amp;Linha</translation>
        </message>
        <message>
            <source>&amp;Version</source>
            <translation>&amp;Versão</translation>
        </message>
        <message>
            <source>Additivity error</source>
            <translation>Erro de aditividade</translation>
        </message>
        <message>
            <source>Against simple models</source>
            <translation>Comparação com modelos simples</translation>
        </message>
        <message>
            <source>Another, chosen on the Models page…</source>
            <translation>Outra, escolhida na página Modelos…</translation>
        </message>
        <message>
            <source>Average prediction</source>
            <translation>Previsão média</translation>
        </message>
        <message>
            <source>Choose a row and explain it: each column's share then stands here.</source>
            <translation>Escolha uma linha e explique-a: a contribuição de cada coluna aparecerá aqui.</translation>
        </message>
        <message>
            <source>Columns add up to the prediction to within {error}.</source>
            <translation>As colunas somam a previsão, com erro de até {error}.</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Detalhes</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>Explicar</translation>
        </message>
        <message>
            <source>Explain row</source>
            <translation>Explicar linha</translation>
        </message>
        <message>
            <source>From a &amp;file…</source>
            <translation>De um ar&amp;quivo…</translation>
        </message>
        <message>
            <source>Held-out rows</source>
            <translation>Linhas reservadas</translation>
        </message>
        <message>
            <source>Held-out rows: a row for each true class, a column for each label</source>
            <translation>Linhas reservadas: uma linha para cada classe verdadeira, uma coluna para cada rótulo</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Método</translation>
        </message>
        <message>
            <source>No column of the data was marked as protected: there are no groups.</source>
            <translation>Nenhuma coluna dos dados foi marcada como protegida: não há grupos.</translation>
        </message>
        <message>
            <source>Nothing to explain yet</source>
            <translation>Ainda não há o que explicar</translation>
        </message>
        <message>
            <source>One row</source>
            <translation>Uma linha</translation>
        </message>
        <message>
            <source>Output to explain</source>
            <translation>Saída a explicar</translation>
        </message>
        <message>
            <source>Prediction</source>
            <translation>Previsão</translation>
        </message>
        <message>
            <source>Predicts {target} ({task}) from {data}</source>
            <translation>Prevê {target} ({task}) com {data}</translation>
        </message>
        <message>
            <source>Progress of the explanation</source>
            <translation>Andamento da explicação</translation>
        </message>
        <message>
            <source>Results by group</source>
            <translation>Resultados por grupo</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>Certas</translation>
        </message>
        <message>
            <source>Right and wrong labels</source>
            <translation>Rótulos certos e errados</translation>
        </message>
        <message>
            <source>Row to explain</source>
            <translation>Linha a explicar</translation>
        </message>
        <message>
            <source>Rows are counted from 0</source>
            <translation>As linhas são contadas a partir de 0</translation>
        </message>
        <message>
            <source>Shapley values by permutation sampling on the exported graph</source>
            <translation>Valores de Shapley por amostragem de permutações no grafo exportado</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Iniciando</translation>
        </message>
        <message>
            <source>Tables (*.csv *.tsv *.txt *.parquet)</source>
            <translation>Tabelas (*.csv *.tsv *.txt *.parquet)</translation>
        </message>
        <message numerus="yes">
            <source>The most frequent mistake: {n} rows of {truth} are labelled {label}.</source>
            <translation>
                <numerusform>O erro mais frequente: {n} linha de {truth} recebeu o rótulo {label}.</numerusform>
                <numerusform>O erro mais frequente: {n} linhas de {truth} receberam o rótulo {label}.</numerusform>
            </translation>
        </message>
        <message>
            <source>There is no held-out row with a label.</source>
            <translation>Não há linha reservada com rótulo.</translation>
        </message>
        <message>
            <source>Train a model</source>
            <translation>Treinar um modelo</translation>
        </message>
        <message>
            <source>Train a model first: what drives it is then shown here.</source>
            <translation>Treine um modelo primeiro: o que o move aparecerá aqui.</translation>
        </message>
        <message>
            <source>Truth by row, label by column</source>
            <translation>Verdade por linha, rótulo por coluna</translation>
        </message>
        <message>
            <source>Version to explain</source>
            <translation>Versão a explicar</translation>
        </message>
        <message>
            <source>What drives it</source>
            <translation>O que o move</translation>
        </message>
        <message>
            <source>Why this prediction</source>
            <translation>Por que esta previsão</translation>
        </message>
        <message>
            <source>of the held-out rows</source>
            <translation>das linhas reservadas</translation>
        </message>
        <message>
            <source>of {file}</source>
            <translation>de {file}</translation>
        </message>
        <message numerus="yes">
            <source>of {n} held-out rows</source>
            <translation>
                <numerusform>de {n} linha reservada</numerusform>
                <numerusform>de {n} linhas reservadas</numerusform>
            </translation>
        </message>
        <message>
            <source>{method} ({orders} orders, {rows} background training rows)</source>
            <translation>{method} ({orders} ordens, {rows} linhas de treinamento como fundo)</translation>
        </message>
        <message>
            <source>{method}, over {rows} held-out rows against {background} background rows.</source>
            <translation>{method}, sobre {rows} linhas reservadas contra {background} linhas de fundo.</translation>
        </message>
        <message numerus="yes">
            <source>{right} of {n} held-out rows have the right label ({share}).</source>
            <translation>
                <numerusform>{right} de {n} linha reservada tem o rótulo certo ({share}).</numerusform>
                <numerusform>{right} de {n} linhas reservadas têm o rótulo certo ({share}).</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Copy all of this</source>
            <translation>Copiar tudo isto</translation>
        </message>
    </context>
    <context>
        <name>Handover</name>
        <message>
            <source>Dismiss</source>
            <translation>Dispensar</translation>
        </message>
        <message>
            <source>ONNX model (*.onnx)</source>
            <translation>Modelo ONNX (*.onnx)</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Save the ONNX file of {label}</source>
            <translation>Salvar o arquivo ONNX de {label}</translation>
        </message>
        <message>
            <source>Save the model card of {label}</source>
            <translation>Salvar a ficha do modelo {label}</translation>
        </message>
        <message>
            <source>Save the report on {label}</source>
            <translation>Salvar o relatório sobre {label}</translation>
        </message>
        <message>
            <source>Saved: {file}</source>
            <translation>Salvo: {file}</translation>
        </message>
        <message>
            <source>Show its folder</source>
            <translation>Mostrar a pasta</translation>
        </message>
        <message>
            <source>The version in the project is as it was; no file was written.</source>
            <translation>A versão no projeto continua como estava; nenhum arquivo foi gravado.</translation>
        </message>
        <message>
            <source>Web page (*.html);;PDF document (*.pdf)</source>
            <translation>Página da web (*.html);;Documento PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Web page (*.html);;PDF document (*.pdf);;Markdown (*.md)</source>
            <translation>Página da web (*.html);;Documento PDF (*.pdf);;Markdown (*.md)</translation>
        </message>
    </context>
    <context>
        <name>Headline</name>
        <message>
            <source>A class has too few rows</source>
            <translation>Uma classe tem linhas de menos</translation>
        </message>
        <message>
            <source>A newer Assay made this project</source>
            <translation>Este projeto foi feito por um Assay mais novo</translation>
        </message>
        <message>
            <source>A record was changed behind the log's back</source>
            <translation>Um dado foi alterado sem passar pela trilha</translation>
        </message>
        <message>
            <source>A rejection needs a comment</source>
            <translation>Uma rejeição precisa de comentário</translation>
        </message>
        <message>
            <source>A stored file is not as it should be</source>
            <translation>Um arquivo armazenado não está como deveria</translation>
        </message>
        <message>
            <source>Another policy is required</source>
            <translation>Outra política é exigida</translation>
        </message>
        <message>
            <source>Assay does not know this kind of file</source>
            <translation>O Assay não conhece este tipo de arquivo</translation>
        </message>
        <message>
            <source>Evidence was changed</source>
            <translation>Uma evidência foi alterada</translation>
        </message>
        <message>
            <source>Git could not do this</source>
            <translation>O Git não conseguiu fazer isto</translation>
        </message>
        <message>
            <source>It is recorded already</source>
            <translation>Já está registrado</translation>
        </message>
        <message>
            <source>It is under review already</source>
            <translation>Já está em revisão</translation>
        </message>
        <message>
            <source>It takes a second person</source>
            <translation>É preciso uma segunda pessoa</translation>
        </message>
        <message>
            <source>It waits for a second person already</source>
            <translation>Já aguarda uma segunda pessoa</translation>
        </message>
        <message>
            <source>Nobody decides on their own work</source>
            <translation>Ninguém decide sobre o próprio trabalho</translation>
        </message>
        <message>
            <source>Nobody has written this yet</source>
            <translation>Ninguém escreveu isto ainda</translation>
        </message>
        <message>
            <source>Nothing was scored</source>
            <translation>Nada foi pontuado</translation>
        </message>
        <message>
            <source>Only an administrator may do this</source>
            <translation>Somente um administrador pode fazer isto</translation>
        </message>
        <message>
            <source>Signing bundles is not installed</source>
            <translation>A assinatura de pacotes não está instalada</translation>
        </message>
        <message>
            <source>Somebody else moved the alias</source>
            <translation>Outra pessoa moveu o apelido</translation>
        </message>
        <message>
            <source>Somebody else wrote this meanwhile</source>
            <translation>Outra pessoa escreveu isto nesse meio-tempo</translation>
        </message>
        <message>
            <source>Something went wrong inside Assay</source>
            <translation>Algo deu errado dentro do Assay</translation>
        </message>
        <message>
            <source>The ONNX file cannot be used</source>
            <translation>O arquivo ONNX não pode ser usado</translation>
        </message>
        <message>
            <source>The alias cannot be moved so</source>
            <translation>O apelido não pode ser movido assim</translation>
        </message>
        <message>
            <source>The alias is suspended</source>
            <translation>O apelido está suspenso</translation>
        </message>
        <message>
            <source>The anchor cannot be used</source>
            <translation>A âncora não pode ser usada</translation>
        </message>
        <message>
            <source>The assignment stays as it is</source>
            <translation>A atribuição fica como está</translation>
        </message>
        <message>
            <source>The audit log does not verify</source>
            <translation>A trilha de auditoria não passa na verificação</translation>
        </message>
        <message>
            <source>The backup cannot be restored</source>
            <translation>A cópia de segurança não pode ser restaurada</translation>
        </message>
        <message>
            <source>The backup cannot be restored there</source>
            <translation>A cópia de segurança não pode ser restaurada ali</translation>
        </message>
        <message>
            <source>The bill of materials cannot be written</source>
            <translation>Não é possível gravar a lista de materiais</translation>
        </message>
        <message>
            <source>The bundle cannot be used</source>
            <translation>O pacote não pode ser usado</translation>
        </message>
        <message>
            <source>The checkpoint cannot be used</source>
            <translation>O ponto de verificação não pode ser usado</translation>
        </message>
        <message>
            <source>The comment was not kept</source>
            <translation>O comentário não foi guardado</translation>
        </message>
        <message>
            <source>The data cannot be used as it is</source>
            <translation>Os dados não podem ser usados como estão</translation>
        </message>
        <message>
            <source>The data was not withdrawn</source>
            <translation>Os dados não foram retirados</translation>
        </message>
        <message>
            <source>The data was withdrawn</source>
            <translation>Os dados foram retirados</translation>
        </message>
        <message>
            <source>The data was withdrawn before</source>
            <translation>Os dados já tinham sido retirados</translation>
        </message>
        <message>
            <source>The database role cannot be used</source>
            <translation>O papel do banco de dados não pode ser usado</translation>
        </message>
        <message>
            <source>The demo cannot be opened</source>
            <translation>A demonstração não pode ser aberta</translation>
        </message>
        <message>
            <source>The deployment cannot do this</source>
            <translation>A implantação não pode fazer isto</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>O disco está cheio</translation>
        </message>
        <message>
            <source>The drill cannot be held here</source>
            <translation>O exercício não pode ser feito aqui</translation>
        </message>
        <message>
            <source>The file cannot be used</source>
            <translation>O arquivo não pode ser usado</translation>
        </message>
        <message>
            <source>The file cannot be written</source>
            <translation>O arquivo não pode ser gravado</translation>
        </message>
        <message>
            <source>The file exists already</source>
            <translation>O arquivo já existe</translation>
        </message>
        <message>
            <source>The file is empty</source>
            <translation>O arquivo está vazio</translation>
        </message>
        <message>
            <source>The file is not there</source>
            <translation>O arquivo não está lá</translation>
        </message>
        <message>
            <source>The file is written in another encoding</source>
            <translation>O arquivo está em outra codificação</translation>
        </message>
        <message>
            <source>The file's passport cannot be read</source>
            <translation>O passaporte do arquivo não pode ser lido</translation>
        </message>
        <message>
            <source>The finding was not answered</source>
            <translation>O achado não foi respondido</translation>
        </message>
        <message>
            <source>The incident stays as it is</source>
            <translation>O incidente fica como está</translation>
        </message>
        <message>
            <source>The job could not be started</source>
            <translation>O trabalho não pôde ser iniciado</translation>
        </message>
        <message>
            <source>The job could not do this</source>
            <translation>O trabalho não pôde fazer isto</translation>
        </message>
        <message>
            <source>The job has ended already</source>
            <translation>O trabalho já terminou</translation>
        </message>
        <message>
            <source>The job was discarded</source>
            <translation>O trabalho foi descartado</translation>
        </message>
        <message>
            <source>The job's process ended before its time</source>
            <translation>O processo do trabalho terminou antes da hora</translation>
        </message>
        <message>
            <source>The key cannot be used</source>
            <translation>A chave não pode ser usada</translation>
        </message>
        <message>
            <source>The key of the log cannot be used</source>
            <translation>A chave da trilha não pode ser usada</translation>
        </message>
        <message>
            <source>The key was revoked</source>
            <translation>A chave foi revogada</translation>
        </message>
        <message>
            <source>The legal hold stays as it is</source>
            <translation>A preservação legal fica como está</translation>
        </message>
        <message>
            <source>The lineage cannot be shown</source>
            <translation>A linhagem não pode ser mostrada</translation>
        </message>
        <message>
            <source>The log cannot be cosigned</source>
            <translation>A trilha não pode ser coassinada</translation>
        </message>
        <message>
            <source>The memory is full</source>
            <translation>A memória está cheia</translation>
        </message>
        <message>
            <source>The model cannot be exported</source>
            <translation>O modelo não pode ser exportado</translation>
        </message>
        <message>
            <source>The model could not be measured</source>
            <translation>O modelo não pôde ser avaliado</translation>
        </message>
        <message>
            <source>The model predicts something else</source>
            <translation>O modelo prevê outra coisa</translation>
        </message>
        <message>
            <source>The model's tier is missing</source>
            <translation>Falta o nível de materialidade do modelo</translation>
        </message>
        <message>
            <source>The name cannot be erased</source>
            <translation>O nome não pode ser apagado</translation>
        </message>
        <message>
            <source>The name is taken</source>
            <translation>O nome já está em uso</translation>
        </message>
        <message>
            <source>The name was erased</source>
            <translation>O nome foi apagado</translation>
        </message>
        <message>
            <source>The parity certificate failed</source>
            <translation>O certificado de paridade falhou</translation>
        </message>
        <message>
            <source>The passphrase is too short</source>
            <translation>A frase secreta é curta demais</translation>
        </message>
        <message>
            <source>The passphrase is wrong</source>
            <translation>A frase secreta está errada</translation>
        </message>
        <message>
            <source>The policy cannot be used</source>
            <translation>A política não pode ser usada</translation>
        </message>
        <message>
            <source>The private key is not on this machine</source>
            <translation>A chave privada não está nesta máquina</translation>
        </message>
        <message>
            <source>The project cannot be opened</source>
            <translation>O projeto não pode ser aberto</translation>
        </message>
        <message>
            <source>The project is not there any more</source>
            <translation>O projeto não está mais lá</translation>
        </message>
        <message>
            <source>The project may only be read</source>
            <translation>O projeto só pode ser lido</translation>
        </message>
        <message>
            <source>The proof cannot be used</source>
            <translation>A prova não pode ser usada</translation>
        </message>
        <message>
            <source>The registry cannot be used</source>
            <translation>O registro do projeto não pode ser usado</translation>
        </message>
        <message>
            <source>The registry is busy</source>
            <translation>O registro do projeto está ocupado</translation>
        </message>
        <message>
            <source>The registry refused the record</source>
            <translation>O registro do projeto recusou a gravação</translation>
        </message>
        <message>
            <source>The registry was replaced meanwhile</source>
            <translation>O registro do projeto foi trocado nesse meio-tempo</translation>
        </message>
        <message>
            <source>The report cannot be re-performed</source>
            <translation>O relatório não pode ser reexecutado</translation>
        </message>
        <message>
            <source>The report cannot be set as PDF</source>
            <translation>Não é possível compor o relatório em PDF</translation>
        </message>
        <message>
            <source>The request cannot be decided</source>
            <translation>Não é possível decidir sobre a solicitação</translation>
        </message>
        <message>
            <source>The request is void</source>
            <translation>A solicitação está anulada</translation>
        </message>
        <message>
            <source>The review refused this</source>
            <translation>A revisão recusou isto</translation>
        </message>
        <message>
            <source>The role cannot be given so</source>
            <translation>O papel não pode ser atribuído assim</translation>
        </message>
        <message>
            <source>The row cannot be explained</source>
            <translation>A linha não pode ser explicada</translation>
        </message>
        <message>
            <source>The rows differ in length</source>
            <translation>As linhas têm comprimentos diferentes</translation>
        </message>
        <message>
            <source>The rule was not waived</source>
            <translation>A regra não foi dispensada</translation>
        </message>
        <message>
            <source>The search found no model</source>
            <translation>A busca não encontrou nenhum modelo</translation>
        </message>
        <message>
            <source>The system refused</source>
            <translation>O sistema recusou</translation>
        </message>
        <message>
            <source>The text was not kept</source>
            <translation>O texto não foi guardado</translation>
        </message>
        <message>
            <source>The version cannot be reproduced</source>
            <translation>A versão não pode ser reproduzida</translation>
        </message>
        <message>
            <source>The version cannot be used</source>
            <translation>A versão não pode ser usada</translation>
        </message>
        <message>
            <source>The version changed at this moment</source>
            <translation>A versão mudou neste momento</translation>
        </message>
        <message>
            <source>The version does not meet the policy</source>
            <translation>A versão não cumpre a política</translation>
        </message>
        <message>
            <source>The version may not be used</source>
            <translation>A versão não pode ser usada</translation>
        </message>
        <message>
            <source>The version stays as it is</source>
            <translation>A versão fica como está</translation>
        </message>
        <message>
            <source>The version's manifest is not as it should be</source>
            <translation>O manifesto da versão não está como deveria</translation>
        </message>
        <message>
            <source>The version's state does not allow this</source>
            <translation>O estado da versão não permite isto</translation>
        </message>
        <message>
            <source>There are too few rows</source>
            <translation>Há linhas de menos</translation>
        </message>
        <message>
            <source>There is a project already</source>
            <translation>Já existe um projeto</translation>
        </message>
        <message>
            <source>There is no keychain</source>
            <translation>Não há um chaveiro do sistema</translation>
        </message>
        <message>
            <source>There is no parity certificate</source>
            <translation>Não há certificado de paridade</translation>
        </message>
        <message>
            <source>There is no project</source>
            <translation>Não há projeto</translation>
        </message>
        <message>
            <source>There is no such alias</source>
            <translation>Este apelido não existe</translation>
        </message>
        <message>
            <source>There is no such incident</source>
            <translation>Este incidente não existe</translation>
        </message>
        <message>
            <source>There is no such learner</source>
            <translation>Não existe esse algoritmo</translation>
        </message>
        <message>
            <source>There is no such legal hold</source>
            <translation>Esta preservação legal não existe</translation>
        </message>
        <message>
            <source>There is no such target column</source>
            <translation>Não existe essa coluna-alvo</translation>
        </message>
        <message>
            <source>There is no such version</source>
            <translation>Não existe essa versão</translation>
        </message>
        <message>
            <source>There is no such waiver</source>
            <translation>Esta dispensa não existe</translation>
        </message>
        <message>
            <source>This has to be signed</source>
            <translation>Isto precisa ser assinado</translation>
        </message>
        <message>
            <source>This has to be signed with the right key</source>
            <translation>Isto precisa ser assinado com a chave certa</translation>
        </message>
        <message>
            <source>This is no emergency use</source>
            <translation>Isto não é um uso emergencial</translation>
        </message>
        <message>
            <source>This kind of file cannot be read</source>
            <translation>Este tipo de arquivo não pode ser lido</translation>
        </message>
        <message>
            <source>This machine's clock is wrong</source>
            <translation>O relógio desta máquina está errado</translation>
        </message>
        <message>
            <source>This metric cannot be used</source>
            <translation>Esta métrica não pode ser usada</translation>
        </message>
        <message>
            <source>This part of the list does not exist</source>
            <translation>Esta parte da lista não existe</translation>
        </message>
        <message>
            <source>This person cannot do this</source>
            <translation>Esta pessoa não pode fazer isto</translation>
        </message>
        <message>
            <source>This policy asks for signed decisions</source>
            <translation>Esta política exige decisões assinadas</translation>
        </message>
        <message>
            <source>This rule cannot be waived</source>
            <translation>Esta regra não pode ser dispensada</translation>
        </message>
        <message>
            <source>This takes another role</source>
            <translation>Isto exige outro papel</translation>
        </message>
        <message>
            <source>This was not done</source>
            <translation>Isto não foi feito</translation>
        </message>
        <message>
            <source>Two columns have the same name</source>
            <translation>Duas colunas têm o mesmo nome</translation>
        </message>
        <message>
            <source>Unused files cannot be deleted so</source>
            <translation>Arquivos sem uso não podem ser apagados assim</translation>
        </message>
        <message>
            <source>Validators write this</source>
            <translation>Quem valida escreve isto</translation>
        </message>
        <message>
            <source>You have decided on this request</source>
            <translation>Você já decidiu sobre esta solicitação</translation>
        </message>
        <message>
            <source>You stood back from this request</source>
            <translation>Você se declarou impedido nesta solicitação</translation>
        </message>
    </context>
    <context>
        <name>Job</name>
        <message>
            <source>Bundle</source>
            <translation>Pacote</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>Descartado</translation>
        </message>
        <message>
            <source>Explanation</source>
            <translation>Explicação</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportação</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Falhou</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Concluído</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Importação</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>Na fila</translation>
        </message>
        <message>
            <source>Re-performance</source>
            <translation>Reexecução</translation>
        </message>
        <message>
            <source>Reproduction</source>
            <translation>Reprodução</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Em andamento</translation>
        </message>
        <message>
            <source>Scoring</source>
            <translation>Pontuação</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Treinamento</translation>
        </message>
        <message>
            <source>Verification</source>
            <translation>Verificação</translation>
        </message>
    </context>
    <context>
        <name>Jobs</name>
        <message>
            <source>Asked by</source>
            <translation>Iniciado por</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Discard this job?</source>
            <translation>Descartar este trabalho?</translation>
        </message>
        <message>
            <source>Discard…</source>
            <translation>Descartar…</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Feito</translation>
        </message>
        <message>
            <source>Elapsed</source>
            <translation>Decorrido</translation>
        </message>
        <message>
            <source>It ends without a result. The trials that it finished stay in its log.</source>
            <translation>Ele termina sem resultado. As tentativas concluídas ficam no log do trabalho.</translation>
        </message>
        <message>
            <source>Job centre</source>
            <translation>Central de trabalhos</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Trabalhos</translation>
        </message>
        <message>
            <source>Let it run</source>
            <translation>Deixar continuar</translation>
        </message>
        <message>
            <source>No work yet: import data or train a model.</source>
            <translation>Ainda não há trabalhos: importe dados ou treine um modelo.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Running and ended work of this project, newest first</source>
            <translation>Trabalhos deste projeto, em andamento e encerrados, do mais novo ao mais antigo</translation>
        </message>
        <message>
            <source>Show its files</source>
            <translation>Mostrar os arquivos</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Etapa</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Início</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Iniciando</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Stop and keep the best</source>
            <translation>Parar e manter o melhor</translation>
        </message>
        <message>
            <source>Stopping, keeps its best</source>
            <translation>Parando, mantém o melhor</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>Trabalho</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>&amp;Make the key</source>
            <translation>&amp;Criar a chave</translation>
        </message>
        <message>
            <source>&amp;New key…</source>
            <translation>&amp;Nova chave…</translation>
        </message>
        <message>
            <source>&amp;Passphrase</source>
            <translation>&amp;Frase secreta</translation>
        </message>
        <message>
            <source>&amp;Replace my key…</source>
            <translation>&amp;Substituir minha chave…</translation>
        </message>
        <message>
            <source>&amp;Revoke</source>
            <translation>&amp;Revogar</translation>
        </message>
        <message>
            <source>A key for {name}</source>
            <translation>Uma chave para {name}</translation>
        </message>
        <message>
            <source>An administrator can revoke the key of the log.</source>
            <translation>Um administrador pode revogar a chave da trilha.</translation>
        </message>
        <message>
            <source>Choose a key in the table first.</source>
            <translation>Primeiro escolha uma chave na tabela.</translation>
        </message>
        <message>
            <source>Decisions</source>
            <translation>Decisões</translation>
        </message>
        <message>
            <source>Enrolled</source>
            <translation>Cadastrada</translation>
        </message>
        <message>
            <source>Every key that was enrolled, with whose it is and whether it signs now</source>
            <translation>Toda chave cadastrada, com seu titular e se assina agora</translation>
        </message>
        <message>
            <source>Fair: longer is better</source>
            <translation>Razoável: mais longa é melhor</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Impressão digital</translation>
        </message>
        <message>
            <source>Holder</source>
            <translation>Titular</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>Identidade</translation>
        </message>
        <message>
            <source>In force</source>
            <translation>Em vigor</translation>
        </message>
        <message>
            <source>It is revoked already.</source>
            <translation>Ela já está revogada.</translation>
        </message>
        <message>
            <source>It signs decisions in this name. The file lies in {folder}; nobody can open it without the passphrase, so keep that well.</source>
            <translation>Ela assina decisões neste nome. O arquivo fica em {folder}; ninguém pode abri-lo sem a frase secreta, portanto guarde-a bem.</translation>
        </message>
        <message>
            <source>It signs nothing more from now on; what it signed until now stays valid. It cannot be taken back.</source>
            <translation>De agora em diante ela não assina mais nada; o que assinou até aqui continua válido. Isso não pode ser desfeito.</translation>
        </message>
        <message>
            <source>Its holder or an administrator can revoke it.</source>
            <translation>O titular ou um administrador pode revogá-la.</translation>
        </message>
        <message>
            <source>Keep it in the system's &amp;keychain instead</source>
            <translation>Guardá-la no c&amp;haveiro do sistema</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Chaves</translation>
        </message>
        <message>
            <source>No key is enrolled in this project</source>
            <translation>Nenhuma chave está cadastrada neste projeto</translation>
        </message>
        <message>
            <source>Public keys (*.json)</source>
            <translation>Chaves públicas (*.json)</translation>
        </message>
        <message>
            <source>Re&amp;voke…</source>
            <translation>Re&amp;vogar…</translation>
        </message>
        <message>
            <source>Replace the key of {name}</source>
            <translation>Substituir a chave de {name}</translation>
        </message>
        <message>
            <source>Revoke the key of the log?</source>
            <translation>Revogar a chave da trilha?</translation>
        </message>
        <message>
            <source>Revoke the key of {name}?</source>
            <translation>Revogar a chave de {name}?</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Revogada</translation>
        </message>
        <message>
            <source>Save &amp;public keys…</source>
            <translation>Salvar as chaves &amp;públicas…</translation>
        </message>
        <message>
            <source>Signs</source>
            <translation>Assina</translation>
        </message>
        <message>
            <source>Standing</source>
            <translation>Situação</translation>
        </message>
        <message>
            <source>Strong</source>
            <translation>Forte</translation>
        </message>
        <message>
            <source>The audit log</source>
            <translation>A trilha de auditoria</translation>
        </message>
        <message>
            <source>The key lies in {place}, and signs from now on.</source>
            <translation>A chave está em {place} e assina a partir de agora.</translation>
        </message>
        <message>
            <source>The key lies in {place}. It signs once somebody else agrees to its enrolment.</source>
            <translation>A chave está em {place}. Ela assinará quando outra pessoa concordar com seu cadastro.</translation>
        </message>
        <message>
            <source>The public keys are in {file}. Hand it over by another way.</source>
            <translation>As chaves públicas estão em {file}. Entregue-o por outro caminho.</translation>
        </message>
        <message>
            <source>The same &amp;again</source>
            <translation>A mesma &amp;outra vez</translation>
        </message>
        <message>
            <source>The two passphrases are not the same.</source>
            <translation>As duas frases secretas não são iguais.</translation>
        </message>
        <message>
            <source>There is none to replace: make one.</source>
            <translation>Não há nenhuma para substituir: crie uma.</translation>
        </message>
        <message>
            <source>There is one already: replace it, or revoke it first.</source>
            <translation>Já existe uma: substitua-a, ou revogue-a antes.</translation>
        </message>
        <message>
            <source>This system has no keychain that Assay trusts with a key.</source>
            <translation>Este sistema não tem um chaveiro ao qual o Assay confie uma chave.</translation>
        </message>
        <message>
            <source>Too short: {least} characters or more</source>
            <translation>Curta demais: {least} caracteres ou mais</translation>
        </message>
        <message>
            <source>Weak: easy to guess</source>
            <translation>Fraca: fácil de adivinhar</translation>
        </message>
        <message>
            <source>the system's keychain</source>
            <translation>chaveiro do sistema</translation>
        </message>
        <message>
            <source>{name} has no key: what is done in this name is not signed; policies may refuse it.</source>
            <translation>{name} não tem chave: o que se faz neste nome não é assinado; políticas podem recusá-lo.</translation>
        </message>
        <message>
            <source>{name} signs with the key {key}…: decisions and acts ask for its passphrase.</source>
            <translation>{name} assina com a chave {key}…: decisões e atos pedem a frase secreta dela.</translation>
        </message>
        <message>
            <source>{when}: {why}</source>
            <translation>{when}: {why}</translation>
        </message>
    </context>
    <context>
        <name>Kind</name>
        <message>
            <source>Boolean</source>
            <translation>Booleana</translation>
        </message>
        <message>
            <source>Categorical</source>
            <translation>Categórica</translation>
        </message>
        <message>
            <source>Date and time</source>
            <translation>Data e hora</translation>
        </message>
        <message>
            <source>Identifier</source>
            <translation>Identificador</translation>
        </message>
        <message>
            <source>Ignored</source>
            <translation>Ignorada</translation>
        </message>
        <message>
            <source>Numeric</source>
            <translation>Numérica</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Texto</translation>
        </message>
    </context>
    <context>
        <name>Learner</name>
        <message>
            <source>CatBoost</source>
            <translation>CatBoost</translation>
        </message>
        <message>
            <source>Elastic net</source>
            <translation>Rede elástica</translation>
        </message>
        <message>
            <source>Extra trees</source>
            <translation>Árvores extremamente aleatórias</translation>
        </message>
        <message>
            <source>Histogram gradient boosting</source>
            <translation>Gradient boosting por histograma</translation>
        </message>
        <message>
            <source>Lasso LARS</source>
            <translation>Lasso LARS</translation>
        </message>
        <message>
            <source>LightGBM</source>
            <translation>LightGBM</translation>
        </message>
        <message>
            <source>Linear support vectors</source>
            <translation>Vetores de suporte lineares</translation>
        </message>
        <message>
            <source>Logistic regression, L1</source>
            <translation>Regressão logística, L1</translation>
        </message>
        <message>
            <source>Logistic regression, L2</source>
            <translation>Regressão logística, L2</translation>
        </message>
        <message>
            <source>Nearest neighbours</source>
            <translation>Vizinhos mais próximos</translation>
        </message>
        <message>
            <source>Random forest</source>
            <translation>Floresta aleatória</translation>
        </message>
        <message>
            <source>Stochastic gradient descent</source>
            <translation>Gradiente descendente estocástico</translation>
        </message>
        <message>
            <source>XGBoost</source>
            <translation>XGBoost</translation>
        </message>
        <message>
            <source>XGBoost, limited depth</source>
            <translation>XGBoost, profundidade limitada</translation>
        </message>
    </context>
    <context>
        <name>Lineage</name>
        <message>
            <source>Alias</source>
            <translation>Apelido</translation>
        </message>
        <message>
            <source>Arrows go from card to card, Enter opens one; + and - zoom, 0 shows all. Drag to move.</source>
            <translation>As setas vão de cartão em cartão, Enter abre um; + e - ampliam e reduzem, 0 mostra tudo. Arraste para mover.</translation>
        </message>
        <message>
            <source>Batch of predictions</source>
            <translation>Lote de previsões</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Código</translation>
        </message>
        <message>
            <source>Comes from</source>
            <translation>Vem de</translation>
        </message>
        <message>
            <source>Data snapshot</source>
            <translation>Instantâneo dos dados</translation>
        </message>
        <message>
            <source>Decision</source>
            <translation>Decisão</translation>
        </message>
        <message>
            <source>Deployment</source>
            <translation>Implantação</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Detalhes</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Ambiente</translation>
        </message>
        <message>
            <source>Every thing with what it comes from and what it led to</source>
            <translation>Cada coisa, com aquilo de que vem e a que levou</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>Evidência</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportar</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Arquivo</translation>
        </message>
        <message>
            <source>Fold again</source>
            <translation>Recolher de novo</translation>
        </message>
        <message>
            <source>From the source file to the last use. Choose a card to read all of it.</source>
            <translation>Do arquivo de origem ao último uso. Escolha um cartão para ler tudo sobre ele.</translation>
        </message>
        <message>
            <source>Go there</source>
            <translation>Ir para lá</translation>
        </message>
        <message>
            <source>Led to</source>
            <translation>Levou a</translation>
        </message>
        <message>
            <source>Lineage</source>
            <translation>Linhagem</translation>
        </message>
        <message>
            <source>Lineage as a graph</source>
            <translation>Linhagem como grafo</translation>
        </message>
        <message>
            <source>Lineage of {label}</source>
            <translation>Linhagem de {label}</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>PNG picture (*.png)</source>
            <translation>Imagem PNG (*.png)</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>Política</translation>
        </message>
        <message>
            <source>Predictions</source>
            <translation>Previsões</translation>
        </message>
        <message>
            <source>Requested by {who} on {when}</source>
            <translation>Solicitado por {who} em {when}</translation>
        </message>
        <message>
            <source>Review request</source>
            <translation>Solicitação de revisão</translation>
        </message>
        <message>
            <source>SVG drawing (*.svg)</source>
            <translation>Desenho SVG (*.svg)</translation>
        </message>
        <message>
            <source>Save as &amp;PNG…</source>
            <translation>Salvar como &amp;PNG…</translation>
        </message>
        <message>
            <source>Save as &amp;SVG…</source>
            <translation>Salvar como &amp;SVG…</translation>
        </message>
        <message>
            <source>Show all (0)</source>
            <translation>Mostrar tudo (0)</translation>
        </message>
        <message>
            <source>Show each</source>
            <translation>Mostrar cada um</translation>
        </message>
        <message>
            <source>Show the graph</source>
            <translation>Mostrar o grafo</translation>
        </message>
        <message>
            <source>Show the table</source>
            <translation>Mostrar a tabela</translation>
        </message>
        <message>
            <source>Source file</source>
            <translation>Arquivo de origem</translation>
        </message>
        <message>
            <source>There is more than is shown here.</source>
            <translation>Há mais do que o mostrado aqui.</translation>
        </message>
        <message>
            <source>Training run</source>
            <translation>Execução de treinamento</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versão</translation>
        </message>
        <message>
            <source>What</source>
            <translation>O quê</translation>
        </message>
        <message>
            <source>Withdrawal of data</source>
            <translation>Retirada de dados</translation>
        </message>
        <message>
            <source>code of</source>
            <translation>código de</translation>
        </message>
        <message>
            <source>consists of</source>
            <translation>consiste em</translation>
        </message>
        <message>
            <source>data of</source>
            <translation>dados de</translation>
        </message>
        <message>
            <source>decided by</source>
            <translation>decidido por</translation>
        </message>
        <message>
            <source>environment of</source>
            <translation>ambiente de</translation>
        </message>
        <message>
            <source>has version</source>
            <translation>tem a versão</translation>
        </message>
        <message>
            <source>imported as</source>
            <translation>importado como</translation>
        </message>
        <message>
            <source>named by</source>
            <translation>nomeada por</translation>
        </message>
        <message>
            <source>policy of</source>
            <translation>política de</translation>
        </message>
        <message>
            <source>produced</source>
            <translation>produziu</translation>
        </message>
        <message>
            <source>reviewed in</source>
            <translation>revisada em</translation>
        </message>
        <message>
            <source>runs as</source>
            <translation>executa como</translation>
        </message>
        <message>
            <source>scored in</source>
            <translation>pontuado em</translation>
        </message>
        <message>
            <source>shown by</source>
            <translation>demonstrada por</translation>
        </message>
        <message>
            <source>stored as</source>
            <translation>armazenado como</translation>
        </message>
        <message>
            <source>used in</source>
            <translation>usada em</translation>
        </message>
        <message>
            <source>withdrawn by</source>
            <translation>retirado por</translation>
        </message>
        <message>
            <source>wrote</source>
            <translation>gravou</translation>
        </message>
        <message>
            <source>{kind}, {state}</source>
            <translation>{kind}, {state}</translation>
        </message>
        <message>
            <source>{kind}: {name} · {detail}</source>
            <translation>{kind}: {name} · {detail}</translation>
        </message>
        <message>
            <source>{name} ({relation})</source>
            <translation>{name} ({relation})</translation>
        </message>
        <message>
            <source>{name}: {more}</source>
            <translation>{name}: {more}</translation>
        </message>
        <message numerus="yes">
            <source>{n} aliases</source>
            <translation>
                <numerusform>{n} apelido</numerusform>
                <numerusform>{n} apelidos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} batches of predictions</source>
            <translation>
                <numerusform>{n} lote de previsões</numerusform>
                <numerusform>{n} lotes de previsões</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} data snapshots</source>
            <translation>
                <numerusform>{n} instantâneo dos dados</numerusform>
                <numerusform>{n} instantâneos dos dados</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} decisions</source>
            <translation>
                <numerusform>{n} decisão</numerusform>
                <numerusform>{n} decisões</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} deployments</source>
            <translation>
                <numerusform>{n} implantação</numerusform>
                <numerusform>{n} implantações</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} environments</source>
            <translation>
                <numerusform>{n} ambiente</numerusform>
                <numerusform>{n} ambientes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files</source>
            <translation>
                <numerusform>{n} arquivo</numerusform>
                <numerusform>{n} arquivos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files of predictions</source>
            <translation>
                <numerusform>{n} arquivo de previsões</numerusform>
                <numerusform>{n} arquivos de previsões</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} models</source>
            <translation>
                <numerusform>{n} modelo</numerusform>
                <numerusform>{n} modelos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} pieces of evidence</source>
            <translation>
                <numerusform>{n} evidência</numerusform>
                <numerusform>{n} evidências</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} policies</source>
            <translation>
                <numerusform>{n} política</numerusform>
                <numerusform>{n} políticas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} review requests</source>
            <translation>
                <numerusform>{n} solicitação de revisão</numerusform>
                <numerusform>{n} solicitações de revisão</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} source files</source>
            <translation>
                <numerusform>{n} arquivo de origem</numerusform>
                <numerusform>{n} arquivos de origem</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} states of the code</source>
            <translation>
                <numerusform>{n} estado do código</numerusform>
                <numerusform>{n} estados do código</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} training runs</source>
            <translation>
                <numerusform>{n} execução de treinamento</numerusform>
                <numerusform>{n} execuções de treinamento</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials, seed {seed}, by {who}</source>
            <translation>
                <numerusform>{n} tentativa, semente {seed}, por {who}</numerusform>
                <numerusform>{n} tentativas, semente {seed}, por {who}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} versions</source>
            <translation>
                <numerusform>{n} versão</numerusform>
                <numerusform>{n} versões</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} withdrawals of data</source>
            <translation>
                <numerusform>{n} retirada de dados</numerusform>
                <numerusform>{n} retiradas de dados</numerusform>
            </translation>
        </message>
        <message>
            <source>{who} at the stage {stage}</source>
            <translation>{who} na etapa {stage}</translation>
        </message>
    </context>
    <context>
        <name>Metric</name>
        <message>
            <source>Accuracy</source>
            <translation>Acurácia</translation>
        </message>
        <message>
            <source>Average precision</source>
            <translation>Precisão média</translation>
        </message>
        <message>
            <source>Balanced accuracy</source>
            <translation>Acurácia balanceada</translation>
        </message>
        <message>
            <source>Brier score</source>
            <translation>Escore de Brier</translation>
        </message>
        <message>
            <source>F1</source>
            <translation>F1</translation>
        </message>
        <message>
            <source>F1, mean of classes</source>
            <translation>F1, média das classes</translation>
        </message>
        <message>
            <source>Log-loss</source>
            <translation>Perda logarítmica</translation>
        </message>
        <message>
            <source>Mean absolute error</source>
            <translation>Erro absoluto médio</translation>
        </message>
        <message>
            <source>Mean absolute percentage error</source>
            <translation>Erro percentual absoluto médio</translation>
        </message>
        <message>
            <source>Median absolute error</source>
            <translation>Erro absoluto mediano</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Precisão</translation>
        </message>
        <message>
            <source>R squared</source>
            <translation>R²</translation>
        </message>
        <message>
            <source>ROC AUC</source>
            <translation>AUC ROC</translation>
        </message>
        <message>
            <source>ROC AUC, one against the rest</source>
            <translation>AUC ROC, uma classe contra as demais</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>Revocação</translation>
        </message>
        <message>
            <source>Root mean squared error</source>
            <translation>Raiz do erro quadrático médio</translation>
        </message>
    </context>
    <context>
        <name>Models</name>
        <message>
            <source>&amp;Alias</source>
            <translation>&amp;Apelido</translation>
        </message>
        <message>
            <source>&amp;Archive</source>
            <translation>&amp;Arquivar</translation>
        </message>
        <message>
            <source>&amp;Comment</source>
            <translation>&amp;Comentário</translation>
        </message>
        <message>
            <source>&amp;Intended use</source>
            <translation>Uso &amp;pretendido</translation>
        </message>
        <message>
            <source>&amp;Materiality</source>
            <translation>&amp;Materialidade</translation>
        </message>
        <message>
            <source>&amp;Owner</source>
            <translation>Respo&amp;nsável</translation>
        </message>
        <message>
            <source>&amp;Policy</source>
            <translation>&amp;Política</translation>
        </message>
        <message>
            <source>&amp;Prohibited use</source>
            <translation>Uso p&amp;roibido</translation>
        </message>
        <message>
            <source>&amp;Protected</source>
            <translation>&amp;Protegido</translation>
        </message>
        <message>
            <source>&amp;Reinstate</source>
            <translation>&amp;Reintegrar</translation>
        </message>
        <message>
            <source>&amp;Retire</source>
            <translation>&amp;Aposentar</translation>
        </message>
        <message>
            <source>&amp;Revoke</source>
            <translation>&amp;Revogar</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>&amp;Salvar</translation>
        </message>
        <message>
            <source>&amp;Set</source>
            <translation>&amp;Definir</translation>
        </message>
        <message>
            <source>&amp;Submit</source>
            <translation>&amp;Enviar</translation>
        </message>
        <message>
            <source>&amp;Suspend</source>
            <translation>&amp;Suspender</translation>
        </message>
        <message>
            <source>&amp;Why</source>
            <translation>&amp;Por quê</translation>
        </message>
        <message>
            <source>95 % high</source>
            <translation>95 % superior</translation>
        </message>
        <message>
            <source>95 % interval</source>
            <translation>Intervalo de 95 %</translation>
        </message>
        <message>
            <source>95 % low</source>
            <translation>95 % inferior</translation>
        </message>
        <message>
            <source>A draft has no ONNX graph yet.</source>
            <translation>Um rascunho ainda não tem grafo ONNX.</translation>
        </message>
        <message>
            <source>A plain model does about as well at {metric}.</source>
            <translation>Um modelo simples se sai quase tão bem em {metric}.</translation>
        </message>
        <message>
            <source>A plain model does better at {metric}.</source>
            <translation>Um modelo simples se sai melhor em {metric}.</translation>
        </message>
        <message>
            <source>A version that is '{state}' cannot be submitted.</source>
            <translation>Uma versão no estado “{state}” não pode ser enviada.</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Sobre</translation>
        </message>
        <message>
            <source>About the version</source>
            <translation>Sobre a versão</translation>
        </message>
        <message>
            <source>Against it</source>
            <translation>Frente a ele</translation>
        </message>
        <message>
            <source>Against simple models</source>
            <translation>Comparação com modelos simples</translation>
        </message>
        <message>
            <source>Alias</source>
            <translation>Apelido</translation>
        </message>
        <message>
            <source>Aliases</source>
            <translation>Apelidos</translation>
        </message>
        <message>
            <source>Altered</source>
            <translation>Adulterado</translation>
        </message>
        <message>
            <source>Archive {label}?</source>
            <translation>Arquivar {label}?</translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation>Referência</translation>
        </message>
        <message>
            <source>Batches of predictions</source>
            <translation>Lotes de previsões</translation>
        </message>
        <message>
            <source>Best plain model</source>
            <translation>Melhor modelo simples</translation>
        </message>
        <message>
            <source>Better</source>
            <translation>Melhor</translation>
        </message>
        <message>
            <source>Better is</source>
            <translation>Melhor é</translation>
        </message>
        <message>
            <source>Bound</source>
            <translation>Limite</translation>
        </message>
        <message>
            <source>By</source>
            <translation>Por</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Choose a version first.</source>
            <translation>Escolha uma versão primeiro.</translation>
        </message>
        <message>
            <source>Cleared</source>
            <translation>Sem versão</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Código</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>Comentário</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Dados</translation>
        </message>
        <message>
            <source>Data snapshot</source>
            <translation>Instantâneo dos dados</translation>
        </message>
        <message>
            <source>Describe the model</source>
            <translation>Descrever o modelo</translation>
        </message>
        <message>
            <source>Describe {model}</source>
            <translation>Descrever {model}</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Dispensar</translation>
        </message>
        <message>
            <source>Each metric with its 95 % interval, beside the best plain model</source>
            <translation>Cada métrica com seu intervalo de 95 %, ao lado do melhor modelo simples</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Ambiente</translation>
        </message>
        <message>
            <source>Every change of the version's state, with who made it and why</source>
            <translation>Cada mudança de estado da versão, com quem a fez e por quê</translation>
        </message>
        <message>
            <source>Every training run that ends well registers a version here.</source>
            <translation>Cada execução de treinamento que termina bem registra uma versão aqui.</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>Evidência</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>Explicar</translation>
        </message>
        <message>
            <source>Explanation</source>
            <translation>Explicação</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>Figura</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Arquivo</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Arquivos</translation>
        </message>
        <message>
            <source>Fitted model</source>
            <translation>Modelo ajustado</translation>
        </message>
        <message>
            <source>Free</source>
            <translation>Livre</translation>
        </message>
        <message>
            <source>From</source>
            <translation>De</translation>
        </message>
        <message>
            <source>Generated rows</source>
            <translation>Linhas geradas</translation>
        </message>
        <message>
            <source>Graph digest</source>
            <translation>Hash do grafo</translation>
        </message>
        <message>
            <source>Held out</source>
            <translation>Linhas reservadas</translation>
        </message>
        <message>
            <source>Held-out metrics</source>
            <translation>Métricas nas linhas reservadas</translation>
        </message>
        <message>
            <source>Held-out rows</source>
            <translation>Linhas reservadas</translation>
        </message>
        <message>
            <source>High</source>
            <translation>Alta</translation>
        </message>
        <message>
            <source>Higher</source>
            <translation>Maior</translation>
        </message>
        <message>
            <source>Higher is better</source>
            <translation>Maior é melhor</translation>
        </message>
        <message>
            <source>How each rule came out when it was last looked at</source>
            <translation>O resultado de cada regra na última verificação</translation>
        </message>
        <message>
            <source>How far the ONNX graph is from the fitted model, by kind of row</source>
            <translation>A distância entre o grafo ONNX e o modelo ajustado, por tipo de linha</translation>
        </message>
        <message>
            <source>How the version stands against each rule now</source>
            <translation>A situação da versão agora, regra por regra</translation>
        </message>
        <message>
            <source>In review since {when}, requested by {who}.</source>
            <translation>Em revisão desde {when}, a pedido de {who}.</translation>
        </message>
        <message>
            <source>In the way</source>
            <translation>Impedimento</translation>
        </message>
        <message>
            <source>Intended use</source>
            <translation>Uso pretendido</translation>
        </message>
        <message>
            <source>It is kept for the record only.</source>
            <translation>Ela é mantida apenas como histórico.</translation>
        </message>
        <message>
            <source>It is no longer meant for use: it cannot come back.</source>
            <translation>Ela não se destina mais ao uso: não pode voltar.</translation>
        </message>
        <message>
            <source>It is set aside until a question is settled: protected aliases and deployments stop with it. Somebody who had no hand in it can reinstate it.</source>
            <translation>Ela é posta de lado até que uma questão se resolva: apelidos protegidos e implantações param com ela. Quem não participou dela pode reintegrá-la.</translation>
        </message>
        <message>
            <source>It may be used again, with its aliases and deployments; its files are hashed.</source>
            <translation>Ela pode voltar a ser usada, com seus apelidos e implantações; o hash de seus arquivos é conferido.</translation>
        </message>
        <message>
            <source>It stands in every report, and rules of policies ask for it.</source>
            <translation>Consta em todo relatório, e regras de políticas o exigem.</translation>
        </message>
        <message>
            <source>Its state has not changed yet</source>
            <translation>Seu estado ainda não mudou</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Tipo</translation>
        </message>
        <message>
            <source>Labels changed</source>
            <translation>Rótulos alterados</translation>
        </message>
        <message>
            <source>Largest difference</source>
            <translation>Maior diferença</translation>
        </message>
        <message>
            <source>Learner</source>
            <translation>Algoritmo</translation>
        </message>
        <message>
            <source>Lineage</source>
            <translation>Linhagem</translation>
        </message>
        <message>
            <source>Looking at the rules…</source>
            <translation>Verificando as regras…</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Baixa</translation>
        </message>
        <message>
            <source>Lower</source>
            <translation>Menor</translation>
        </message>
        <message>
            <source>Lower is better</source>
            <translation>Menor é melhor</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Criada</translation>
        </message>
        <message>
            <source>Manifest</source>
            <translation>Manifesto</translation>
        </message>
        <message>
            <source>Manifest root</source>
            <translation>Raiz do manifesto</translation>
        </message>
        <message>
            <source>Materiality</source>
            <translation>Materialidade</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>Média</translation>
        </message>
        <message>
            <source>Met</source>
            <translation>Cumprida</translation>
        </message>
        <message>
            <source>Metric</source>
            <translation>Métrica</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>Métricas</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>Model versions</source>
            <translation>Versões de modelos</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelos</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Mais</translation>
        </message>
        <message>
            <source>No alias points to this version</source>
            <translation>Nenhum apelido aponta para esta versão</translation>
        </message>
        <message>
            <source>No metrics were recorded for this version</source>
            <translation>Nenhuma métrica foi gravada para esta versão</translation>
        </message>
        <message>
            <source>No models yet</source>
            <translation>Ainda não há modelos</translation>
        </message>
        <message>
            <source>Nobody has asked for a review of this version yet</source>
            <translation>Ninguém pediu a revisão desta versão ainda</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Nenhum</translation>
        </message>
        <message>
            <source>Not met</source>
            <translation>Não cumprida</translation>
        </message>
        <message>
            <source>Not passed</source>
            <translation>Não passou</translation>
        </message>
        <message>
            <source>Not reviewed yet.</source>
            <translation>Ainda não revisada.</translation>
        </message>
        <message>
            <source>Not signed</source>
            <translation>Não assinada</translation>
        </message>
        <message>
            <source>Not stated</source>
            <translation>Não informado</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <source>Nothing was scored with this version yet</source>
            <translation>Nada foi pontuado com esta versão ainda</translation>
        </message>
        <message>
            <source>ONNX Runtime</source>
            <translation>ONNX Runtime</translation>
        </message>
        <message>
            <source>ONNX graph</source>
            <translation>Grafo ONNX</translation>
        </message>
        <message>
            <source>One row at a time</source>
            <translation>Uma linha por vez</translation>
        </message>
        <message>
            <source>Open findings in the data</source>
            <translation>Achados em aberto nos dados</translation>
        </message>
        <message>
            <source>Open the review</source>
            <translation>Abrir a revisão</translation>
        </message>
        <message>
            <source>Optimised</source>
            <translation>Métrica otimizada</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Visão geral</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Responsável</translation>
        </message>
        <message>
            <source>Parity</source>
            <translation>Paridade</translation>
        </message>
        <message>
            <source>Parity certificate</source>
            <translation>Certificado de paridade</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>Passou</translation>
        </message>
        <message>
            <source>Point an alias at {label}</source>
            <translation>Apontar um apelido para {label}</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>Política</translation>
        </message>
        <message>
            <source>Policy &amp;file…</source>
            <translation>&amp;Arquivo de política…</translation>
        </message>
        <message>
            <source>Predictions</source>
            <translation>Previsões</translation>
        </message>
        <message>
            <source>Predicts</source>
            <translation>Prevê</translation>
        </message>
        <message>
            <source>Prohibited use</source>
            <translation>Uso proibido</translation>
        </message>
        <message>
            <source>Protected</source>
            <translation>Protegido</translation>
        </message>
        <message>
            <source>Recipe</source>
            <translation>Receita</translation>
        </message>
        <message>
            <source>Reinstate {label}?</source>
            <translation>Reintegrar {label}?</translation>
        </message>
        <message>
            <source>Request closed: {state}</source>
            <translation>Solicitação encerrada: {state}</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>Solicitada</translation>
        </message>
        <message>
            <source>Requests and decisions, newest first</source>
            <translation>Solicitações e decisões, da mais nova à mais antiga</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Resultados</translation>
        </message>
        <message>
            <source>Retire {label}?</source>
            <translation>Aposentar {label}?</translation>
        </message>
        <message>
            <source>Review history</source>
            <translation>Histórico de revisões</translation>
        </message>
        <message>
            <source>Reviews</source>
            <translation>Revisões</translation>
        </message>
        <message>
            <source>Revoke the approval of {label}?</source>
            <translation>Revogar a aprovação de {label}?</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Papel</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>Linhas</translation>
        </message>
        <message>
            <source>Rows at the edges of splits</source>
            <translation>Linhas nas fronteiras das divisões</translation>
        </message>
        <message>
            <source>Rows that were tried</source>
            <translation>Linhas testadas</translation>
        </message>
        <message>
            <source>Rows tried</source>
            <translation>Linhas testadas</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>Regra</translation>
        </message>
        <message>
            <source>Rules of the policy</source>
            <translation>Regras da política</translation>
        </message>
        <message>
            <source>Rules of the policy {policy}, as of {when}</source>
            <translation>Regras da política {policy}, em {when}</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>Save ONNX…</source>
            <translation>Salvar ONNX…</translation>
        </message>
        <message>
            <source>Save report…</source>
            <translation>Salvar relatório…</translation>
        </message>
        <message>
            <source>Scored</source>
            <translation>Pontuado</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Busca</translation>
        </message>
        <message>
            <source>Search versions</source>
            <translation>Buscar versões</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>Definido</translation>
        </message>
        <message>
            <source>Set an alias</source>
            <translation>Definir um apelido</translation>
        </message>
        <message>
            <source>Set by</source>
            <translation>Definido por</translation>
        </message>
        <message>
            <source>Seven rows at a time</source>
            <translation>Sete linhas por vez</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>Assinatura</translation>
        </message>
        <message>
            <source>Signed</source>
            <translation>Assinada</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Tamanho</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Etapa</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>State then</source>
            <translation>Estado então</translation>
        </message>
        <message>
            <source>States so far</source>
            <translation>Estados até agora</translation>
        </message>
        <message>
            <source>Submit for review</source>
            <translation>Enviar para revisão</translation>
        </message>
        <message>
            <source>Submit for review…</source>
            <translation>Enviar para revisão…</translation>
        </message>
        <message>
            <source>Submit {label} for review</source>
            <translation>Enviar {label} para revisão</translation>
        </message>
        <message>
            <source>Suspend {label}?</source>
            <translation>Suspender {label}?</translation>
        </message>
        <message>
            <source>Suspended</source>
            <translation>Suspenso</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Alvo</translation>
        </message>
        <message>
            <source>The ONNX graph does not give what the fitted model gives.</source>
            <translation>O grafo ONNX não dá o mesmo resultado que o modelo ajustado.</translation>
        </message>
        <message>
            <source>The ONNX graph gives what the fitted model gives, within the bound.</source>
            <translation>O grafo ONNX dá o mesmo resultado que o modelo ajustado, dentro do limite.</translation>
        </message>
        <message>
            <source>The approval is taken back for good: it cannot come back.</source>
            <translation>A aprovação é retirada de vez: não pode voltar.</translation>
        </message>
        <message>
            <source>The best plain model reaches {value}, between {low} and {high}.</source>
            <translation>O melhor modelo simples alcança {value}, entre {low} e {high}.</translation>
        </message>
        <message>
            <source>The names that point to this version, and whether they may be followed</source>
            <translation>Os nomes que apontam para esta versão, e se podem ser seguidos</translation>
        </message>
        <message>
            <source>The version is frozen, and somebody who had no hand in it decides.</source>
            <translation>A versão é congelada, e decide alguém que não participou dela.</translation>
        </message>
        <message>
            <source>The versions of all models, newest first</source>
            <translation>As versões de todos os modelos, da mais nova à mais antiga</translation>
        </message>
        <message>
            <source>This project requires approval under a policy that is listed here.</source>
            <translation>Este projeto exige aprovação sob uma política desta lista.</translation>
        </message>
        <message>
            <source>This record was changed outside Assay: what it says does not count. Verify the audit log.</source>
            <translation>Este dado foi alterado fora do Assay: o que ele diz não vale. Verifique a trilha de auditoria.</translation>
        </message>
        <message>
            <source>Tied</source>
            <translation>Empate</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>To</source>
            <translation>Para</translation>
        </message>
        <message>
            <source>Train a model</source>
            <translation>Treinar um modelo</translation>
        </message>
        <message>
            <source>Trial log</source>
            <translation>Histórico de tentativas</translation>
        </message>
        <message>
            <source>Trials</source>
            <translation>Tentativas</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>Uso</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versão</translation>
        </message>
        <message>
            <source>Version id</source>
            <translation>Id da versão</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>Versões</translation>
        </message>
        <message>
            <source>Waived</source>
            <translation>Dispensada</translation>
        </message>
        <message>
            <source>What</source>
            <translation>O quê</translation>
        </message>
        <message>
            <source>What is said of {model} is saved.</source>
            <translation>O que se diz de {model} foi salvo.</translation>
        </message>
        <message>
            <source>What it asks</source>
            <translation>O que exige</translation>
        </message>
        <message>
            <source>What the reviewer should know (optional)</source>
            <translation>O que o revisor deve saber (opcional)</translation>
        </message>
        <message>
            <source>What the version consists of, with the digest of each file</source>
            <translation>De que a versão se compõe, com o hash de cada arquivo</translation>
        </message>
        <message>
            <source>What was found out about the version, with the digest of each finding</source>
            <translation>O que se apurou sobre a versão, com o hash de cada evidência</translation>
        </message>
        <message>
            <source>What was scored with this version, the newest first</source>
            <translation>O que foi pontuado com esta versão, do mais novo ao mais antigo</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quando</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Quem</translation>
        </message>
        <message>
            <source>Who follows a protected alias, such as champion, gets an approved version or none: it is suspended with its version.</source>
            <translation>Quem segue um apelido protegido, como champion, recebe uma versão aprovada ou nenhuma: ele é suspenso com sua versão.</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Without a parity certificate it cannot be reviewed: train again.</source>
            <translation>Sem certificado de paridade ela não pode ser revisada: treine novamente.</translation>
        </message>
        <message>
            <source>Worse</source>
            <translation>Pior</translation>
        </message>
        <message numerus="yes">
            <source>of {n} models</source>
            <translation>
                <numerusform>de {n} modelo</numerusform>
                <numerusform>de {n} modelos</numerusform>
            </translation>
        </message>
        <message>
            <source>policy {name}</source>
            <translation>política {name}</translation>
        </message>
        <message>
            <source>{label} is in review under the policy {policy}.</source>
            <translation>{label} está em revisão sob a política {policy}.</translation>
        </message>
        <message>
            <source>{label} is now: {state}.</source>
            <translation>{label} agora está: {state}.</translation>
        </message>
        <message>
            <source>{low} to {high}</source>
            <translation>{low} a {high}</translation>
        </message>
        <message>
            <source>{metric} was not measured: {reason}</source>
            <translation>{metric} não foi medida: {reason}</translation>
        </message>
        <message>
            <source>{model}@{alias} now names {label}.</source>
            <translation>{model}@{alias} agora nomeia {label}.</translation>
        </message>
        <message numerus="yes">
            <source>{name}: {n} approvals</source>
            <translation>
                <numerusform>{name}: {n} aprovação</numerusform>
                <numerusform>{name}: {n} aprovações</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} rules are not met: the version cannot be submitted.</source>
            <translation>
                <numerusform>{n} regra não é cumprida: a versão não pode ser enviada.</numerusform>
                <numerusform>{n} regras não são cumpridas: a versão não pode ser enviada.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} versions</source>
            <translation>
                <numerusform>{n} versão</numerusform>
                <numerusform>{n} versões</numerusform>
            </translation>
        </message>
        <message>
            <source>{outside}, and {inside} as close to the threshold as rounding is</source>
            <translation>{outside}, e {inside} tão perto do limiar quanto o arredondamento</translation>
        </message>
        <message>
            <source>{spent} of {budget}</source>
            <translation>{spent} de {budget}</translation>
        </message>
        <message>
            <source>{state} on {when}, requested by {who} under the policy {policy}.</source>
            <translation>{state} em {when}, a pedido de {who} sob a política {policy}.</translation>
        </message>
        <message>
            <source>{training} for training, {held_out} held out</source>
            <translation>{training} para treinamento, {held_out} reservadas</translation>
        </message>
        <message>
            <source>{when} by {who}</source>
            <translation>{when} por {who}</translation>
        </message>
    </context>
    <context>
        <name>Names</name>
        <message>
            <source>Use up to 64 letters A to Z without accents, digits, and . _ - @ + between them; and nothing that looks like an id.</source>
            <translation>Use até 64 letras de A a Z sem acentos, dígitos e, entre eles, . _ - @ +; e nada que pareça um id.</translation>
        </message>
    </context>
    <context>
        <name>NewProject</name>
        <message>
            <source>&amp;Browse…</source>
            <translation>&amp;Procurar…</translation>
        </message>
        <message>
            <source>&amp;Create project</source>
            <translation>&amp;Criar projeto</translation>
        </message>
        <message>
            <source>&amp;Folder of the project</source>
            <translation>Pas&amp;ta do projeto</translation>
        </message>
        <message>
            <source>&amp;Your name in the project</source>
            <translation>Seu &amp;nome no projeto</translation>
        </message>
        <message>
            <source>A &amp;reviewer's name (may be left empty)</source>
            <translation>Nome de um &amp;revisor (pode ficar vazio)</translation>
        </message>
        <message>
            <source>All of it lies there: data, models, evidence and the audit log.</source>
            <translation>Tudo fica nela: dados, modelos, evidências e a trilha de auditoria.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Choose a folder for the project</source>
            <translation>Escolha uma pasta para o projeto</translation>
        </message>
        <message>
            <source>Give the whole path of the folder.</source>
            <translation>Informe o caminho completo da pasta.</translation>
        </message>
        <message>
            <source>It stands in the log under all that you do. You add other people.</source>
            <translation>Ele consta na trilha de auditoria em tudo o que você faz. Você adiciona outras pessoas.</translation>
        </message>
        <message>
            <source>Name another person: nobody approves their own work.</source>
            <translation>Informe outra pessoa: ninguém aprova o próprio trabalho.</translation>
        </message>
        <message>
            <source>New project</source>
            <translation>Novo projeto</translation>
        </message>
        <message>
            <source>Nobody approves their own work. You can add people later, too.</source>
            <translation>Ninguém aprova o próprio trabalho. Você também pode adicionar pessoas depois.</translation>
        </message>
        <message>
            <source>There is a file in the way: name a folder.</source>
            <translation>Há um arquivo no caminho: informe uma pasta.</translation>
        </message>
        <message>
            <source>There is a project in this folder already: open it instead.</source>
            <translation>Já existe um projeto nesta pasta: abra-o.</translation>
        </message>
        <message>
            <source>There is no such home folder.</source>
            <translation>Essa pasta pessoal não existe.</translation>
        </message>
        <message>
            <source>This folder cannot be read.</source>
            <translation>Esta pasta não pode ser lida.</translation>
        </message>
        <message>
            <source>You may not write there.</source>
            <translation>Você não tem permissão para gravar nela.</translation>
        </message>
        <message>
            <source>{file} is imported into it.</source>
            <translation>{file} será importado nele.</translation>
        </message>
    </context>
    <context>
        <name>Page</name>
        <message>
            <source>Page</source>
            <translation>Página</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Actions found</source>
            <translation>Ações encontradas</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>Paleta de comandos</translation>
        </message>
        <message>
            <source>Find an action</source>
            <translation>Encontrar uma ação</translation>
        </message>
        <message>
            <source>Needs an open project</source>
            <translation>Precisa de um projeto aberto</translation>
        </message>
        <message>
            <source>No action is called like that</source>
            <translation>Nenhuma ação tem esse nome</translation>
        </message>
        <message>
            <source>Not possible now</source>
            <translation>Não é possível agora</translation>
        </message>
        <message>
            <source>Up and Down choose, Enter runs, Esc closes</source>
            <translation>Setas escolhem, Enter executa, Esc fecha</translation>
        </message>
        <message>
            <source>What would you like to do?</source>
            <translation>O que você quer fazer?</translation>
        </message>
    </context>
    <context>
        <name>People</name>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Adicionar</translation>
        </message>
        <message>
            <source>&amp;Add…</source>
            <translation>&amp;Adicionar…</translation>
        </message>
        <message>
            <source>&amp;Deactivate…</source>
            <translation>&amp;Desativar…</translation>
        </message>
        <message>
            <source>&amp;Do it</source>
            <translation>&amp;Fazer</translation>
        </message>
        <message>
            <source>&amp;End the role…</source>
            <translation>&amp;Encerrar o papel…</translation>
        </message>
        <message>
            <source>&amp;For</source>
            <translation>Pa&amp;ra</translation>
        </message>
        <message>
            <source>&amp;Give</source>
            <translation>&amp;Dar</translation>
        </message>
        <message>
            <source>&amp;Give a role…</source>
            <translation>Dar um pape&amp;l…</translation>
        </message>
        <message>
            <source>&amp;Last day</source>
            <translation>Últi&amp;mo dia</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Nome</translation>
        </message>
        <message>
            <source>&amp;Role</source>
            <translation>&amp;Papel</translation>
        </message>
        <message>
            <source>&amp;Why</source>
            <translation>&amp;Por quê</translation>
        </message>
        <message>
            <source>A&amp;gree</source>
            <translation>Concor&amp;dar</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Ativa</translation>
        </message>
        <message>
            <source>Add a person</source>
            <translation>Adicionar pessoa</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Administrador</translation>
        </message>
        <message>
            <source>All models</source>
            <translation>Todos os modelos</translation>
        </message>
        <message>
            <source>An a&amp;dministrator too</source>
            <translation>Também a&amp;dministrador</translation>
        </message>
        <message>
            <source>Approver</source>
            <translation>Aprovador</translation>
        </message>
        <message>
            <source>Auditor</source>
            <translation>Auditor</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>Autor</translation>
        </message>
        <message>
            <source>By their own word: no key</source>
            <translation>Pela própria palavra: sem chave</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Choose a role in the table first.</source>
            <translation>Primeiro escolha um papel na tabela.</translation>
        </message>
        <message>
            <source>Choose an act in the table first.</source>
            <translation>Primeiro escolha um ato na tabela.</translation>
        </message>
        <message>
            <source>Choose somebody in the table first.</source>
            <translation>Primeiro escolha alguém na tabela.</translation>
        </message>
        <message>
            <source>De&amp;cline</source>
            <translation>Re&amp;cusar</translation>
        </message>
        <message>
            <source>De&amp;cline…</source>
            <translation>Re&amp;cusar…</translation>
        </message>
        <message>
            <source>Decline it?</source>
            <translation>Recusar?</translation>
        </message>
        <message>
            <source>Declined: {what}</source>
            <translation>Recusado: {what}</translation>
        </message>
        <message>
            <source>Done: {what}</source>
            <translation>Feito: {what}</translation>
        </message>
        <message>
            <source>E&amp;rase the name…</source>
            <translation>Apaga&amp;r o nome…</translation>
        </message>
        <message>
            <source>Each proposal with who made it and when</source>
            <translation>Cada proposta, com quem a fez e quando</translation>
        </message>
        <message>
            <source>Each role with whom it was given to, for what and for how long</source>
            <translation>Cada papel, com a quem foi dado, para quê e por quanto tempo</translation>
        </message>
        <message>
            <source>Everybody who acts or ever did, with their roles</source>
            <translation>Todos os que agem ou já agiram, com seus papéis</translation>
        </message>
        <message>
            <source>For</source>
            <translation>Para</translation>
        </message>
        <message>
            <source>From</source>
            <translation>De</translation>
        </message>
        <message>
            <source>From the third person on it takes two. Somebody other than you agrees in Settings, under Waiting, or on the command line: assay --as THEIR-NAME admin agree {act}</source>
            <translation>A partir da terceira pessoa são necessárias duas. Alguém que não seja você concorda nas Configurações, em Pendências, ou na linha de comando: assay --as NOME-DELA admin agree {act}</translation>
        </message>
        <message>
            <source>Give a role</source>
            <translation>Dar um papel</translation>
        </message>
        <message>
            <source>Give {name} a role</source>
            <translation>Dar um papel a {name}</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>Identidade</translation>
        </message>
        <message>
            <source>In force</source>
            <translation>Em vigor</translation>
        </message>
        <message>
            <source>It is not done; the reason is kept with it.</source>
            <translation>Não será feito; o motivo fica guardado com a proposta.</translation>
        </message>
        <message>
            <source>It takes somebody else than {name}, who proposed it.</source>
            <translation>É preciso outra pessoa que não {name}, que a propôs.</translation>
        </message>
        <message>
            <source>Key enrolled by its holder alone</source>
            <translation>Chave cadastrada só pelo titular</translation>
        </message>
        <message>
            <source>Key enrolled with {name}, unsigned</source>
            <translation>Chave cadastrada com {name}, sem assinatura</translation>
        </message>
        <message>
            <source>Key enrolled with {name}, who signed</source>
            <translation>Chave cadastrada com {name}, que assinou</translation>
        </message>
        <message>
            <source>Key revoked</source>
            <translation>Chave revogada</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Saiu</translation>
        </message>
        <message>
            <source>Make &amp;administrator</source>
            <translation>Tornar &amp;administrador</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nome</translation>
        </message>
        <message>
            <source>Name erased</source>
            <translation>Nome apagado</translation>
        </message>
        <message>
            <source>No more &amp;administrator…</source>
            <translation>Não mais &amp;administrador…</translation>
        </message>
        <message>
            <source>No role was given yet: everybody is author, reviewer and approver</source>
            <translation>Nenhum papel foi dado ainda: todos são autores, revisores e aprovadores</translation>
        </message>
        <message>
            <source>Nobody here may agree to it: it takes another role.</source>
            <translation>Ninguém aqui pode concordar: é preciso outro papel.</translation>
        </message>
        <message>
            <source>Not in force</source>
            <translation>Sem vigor</translation>
        </message>
        <message>
            <source>Nothing waits for a second person</source>
            <translation>Nada aguarda uma segunda pessoa</translation>
        </message>
        <message>
            <source>Only &amp;until the end of a day (UTC)</source>
            <translation>Apenas a&amp;té o fim de um dia (UTC)</translation>
        </message>
        <message>
            <source>Only an administrator can do this.</source>
            <translation>Só um administrador pode fazer isso.</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Pessoas</translation>
        </message>
        <message>
            <source>People, keys and roles come in by two persons, of whom one is an administrator.</source>
            <translation>Pessoas, chaves e papéis entram por duas pessoas, das quais uma é administrador.</translation>
        </message>
        <message>
            <source>Proposed by</source>
            <translation>Proposto por</translation>
        </message>
        <message>
            <source>Proposed: {what}. Somebody else has to agree before it holds.</source>
            <translation>Proposto: {what}. Outra pessoa precisa concordar para que valha.</translation>
        </message>
        <message>
            <source>Re&amp;activate…</source>
            <translation>Re&amp;ativar…</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Reviewer</source>
            <translation>Revisor</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Papel</translation>
        </message>
        <message>
            <source>Roles</source>
            <translation>Papéis</translation>
        </message>
        <message>
            <source>Roles that were given</source>
            <translation>Papéis que foram dados</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Serviço</translation>
        </message>
        <message>
            <source>Short and lasting: it stands in the log, and nobody else can take it.</source>
            <translation>Curto e duradouro: ele consta na trilha de auditoria, e ninguém mais pode usá-lo.</translation>
        </message>
        <message>
            <source>Somebody in this project has this name already.</source>
            <translation>Alguém neste projeto já tem este nome.</translation>
        </message>
        <message>
            <source>Standing</source>
            <translation>Situação</translation>
        </message>
        <message>
            <source>The name goes for good, and a handle takes its place; what they did stays told. Do not write the name here: the reason is kept. Reports and exported files that print it stay: 'assay principal erase NAME --dry-run' lists them.</source>
            <translation>O nome some de vez e um identificador toma o seu lugar; o que a pessoa fez continua contado. Não escreva o nome aqui: o motivo é guardado. Relatórios e arquivos exportados que o mostram ficam: 'assay principal erase NOME --dry-run' os lista.</translation>
        </message>
        <message>
            <source>The name was erased.</source>
            <translation>O nome foi apagado.</translation>
        </message>
        <message>
            <source>The reason is kept with the act. What they did until now stays valid.</source>
            <translation>O motivo fica guardado com o ato. O que a pessoa fez até aqui continua válido.</translation>
        </message>
        <message>
            <source>They can then act in this project: choose who acts at the rail's foot.</source>
            <translation>A pessoa poderá agir neste projeto: escolha quem age no pé da barra lateral.</translation>
        </message>
        <message>
            <source>This role is over already.</source>
            <translation>Este papel já terminou.</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>Até</translation>
        </message>
        <message>
            <source>Viewer</source>
            <translation>Leitor</translation>
        </message>
        <message>
            <source>What</source>
            <translation>O quê</translation>
        </message>
        <message>
            <source>What waits for a second person</source>
            <translation>O que aguarda uma segunda pessoa</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quando</translation>
        </message>
        <message>
            <source>Who may agree to it: {names}.</source>
            <translation>Quem pode concordar: {names}.</translation>
        </message>
        <message>
            <source>Who was never given a role is author, reviewer and approver; with the first one given, they are only what they were given.</source>
            <translation>Quem nunca recebeu um papel é autor, revisor e aprovador; com o primeiro papel dado, passa a ser só o que lhe foi dado.</translation>
        </message>
        <message>
            <source>Whose name is to be erased has to leave first.</source>
            <translation>Para ter o nome apagado, a pessoa precisa sair primeiro.</translation>
        </message>
        <message>
            <source>Why? ({name})</source>
            <translation>Por quê? ({name})</translation>
        </message>
        <message>
            <source>{name} is not in yet: somebody else has to agree.</source>
            <translation>{name} ainda não entrou: outra pessoa precisa concordar.</translation>
        </message>
    </context>
    <context>
        <name>Plots</name>
        <message>
            <source>95 % high</source>
            <translation>95 % superior</translation>
        </message>
        <message>
            <source>95 % low</source>
            <translation>95 % inferior</translation>
        </message>
        <message numerus="yes">
            <source>After {n} trials in {time}, {learner} leads with a loss of {loss}.</source>
            <translation>
                <numerusform>Após {n} tentativa em {time}, {learner} lidera com perda de {loss}.</numerusform>
                <numerusform>Após {n} tentativas em {time}, {learner} lidera com perda de {loss}.</numerusform>
            </translation>
        </message>
        <message>
            <source>Average prediction</source>
            <translation>Previsão média</translation>
        </message>
        <message>
            <source>Best so far</source>
            <translation>Melhor até agora</translation>
        </message>
        <message>
            <source>CSV table (*.csv)</source>
            <translation>Tabela CSV (*.csv)</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>Coluna</translation>
        </message>
        <message>
            <source>Constant guess</source>
            <translation>Palpite constante</translation>
        </message>
        <message>
            <source>Contribution</source>
            <translation>Contribuição</translation>
        </message>
        <message>
            <source>Copy the &amp;table</source>
            <translation>Copiar a &amp;tabela</translation>
        </message>
        <message>
            <source>Ended early: it was behind</source>
            <translation>Interrompida: estava atrás</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportar</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Falhou</translation>
        </message>
        <message>
            <source>Learner</source>
            <translation>Algoritmo</translation>
        </message>
        <message>
            <source>Linear model</source>
            <translation>Modelo linear</translation>
        </message>
        <message>
            <source>Loss ({metric})</source>
            <translation>Perda ({metric})</translation>
        </message>
        <message>
            <source>Mean absolute contribution</source>
            <translation>Contribuição absoluta média</translation>
        </message>
        <message>
            <source>Mean absolute error</source>
            <translation>Erro absoluto médio</translation>
        </message>
        <message>
            <source>Mean error</source>
            <translation>Erro médio</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Medida</translation>
        </message>
        <message>
            <source>Metric</source>
            <translation>Métrica</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message numerus="yes">
            <source>Over {n} held-out rows, {column} moves the predictions most: by {amount} on average.</source>
            <translation>
                <numerusform>Em {n} linha reservada, {column} é o que mais move as previsões: {amount} em média.</numerusform>
                <numerusform>Em {n} linhas reservadas, {column} é o que mais move as previsões: {amount} em média.</numerusform>
            </translation>
        </message>
        <message>
            <source>PNG picture (*.png)</source>
            <translation>Imagem PNG (*.png)</translation>
        </message>
        <message>
            <source>Predicted as the second class</source>
            <translation>Previstas como a segunda classe</translation>
        </message>
        <message>
            <source>Predicted as {label}</source>
            <translation>Previstas como {label}</translation>
        </message>
        <message>
            <source>Predicted {name}</source>
            <translation>{name} previsto</translation>
        </message>
        <message>
            <source>Prediction for this row</source>
            <translation>Previsão para esta linha</translation>
        </message>
        <message>
            <source>Probability of {name}</source>
            <translation>Probabilidade de {name}</translation>
        </message>
        <message>
            <source>Reset the view (0)</source>
            <translation>Redefinir a vista (0)</translation>
        </message>
        <message>
            <source>Results by {column}</source>
            <translation>Resultados por {column}</translation>
        </message>
        <message>
            <source>Row {row}: the predicted {name} is {value}; the average is {base}.</source>
            <translation>Linha {row}: o valor previsto de {name} é {value}; a média é {base}.</translation>
        </message>
        <message>
            <source>Row {row}: the probability of {name} is {value}; the average is {base}.</source>
            <translation>Linha {row}: a probabilidade de {name} é {value}; a média é {base}.</translation>
        </message>
        <message>
            <source>SVG drawing (*.svg)</source>
            <translation>Desenho SVG (*.svg)</translation>
        </message>
        <message>
            <source>Save as &amp;PNG…</source>
            <translation>Salvar como &amp;PNG…</translation>
        </message>
        <message>
            <source>Save as &amp;SVG…</source>
            <translation>Salvar como &amp;SVG…</translation>
        </message>
        <message>
            <source>Save the data as &amp;CSV…</source>
            <translation>Salvar os dados como &amp;CSV…</translation>
        </message>
        <message>
            <source>Search progress</source>
            <translation>Andamento da busca</translation>
        </message>
        <message>
            <source>Show the chart</source>
            <translation>Mostrar o gráfico</translation>
        </message>
        <message>
            <source>Show the table</source>
            <translation>Mostrar a tabela</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Pulada</translation>
        </message>
        <message>
            <source>That is better than the best baseline, {name} ({value}): the intervals are apart.</source>
            <translation>É melhor que a melhor referência, {name} ({value}): os intervalos não se tocam.</translation>
        </message>
        <message>
            <source>That is worse than the best baseline, {name} ({value}): the intervals are apart.</source>
            <translation>É pior que a melhor referência, {name} ({value}): os intervalos não se tocam.</translation>
        </message>
        <message>
            <source>That is {share} of all movement.</source>
            <translation>Isso é {share} de todo o movimento.</translation>
        </message>
        <message>
            <source>The interval overlaps with that of the best baseline, {name} ({value}).</source>
            <translation>O intervalo se sobrepõe ao da melhor referência, {name} ({value}).</translation>
        </message>
        <message>
            <source>The model against simple baselines</source>
            <translation>O modelo frente a referências simples</translation>
        </message>
        <message>
            <source>There is nothing to show yet.</source>
            <translation>Ainda não há o que mostrar.</translation>
        </message>
        <message>
            <source>This model</source>
            <translation>Este modelo</translation>
        </message>
        <message>
            <source>Time since the start</source>
            <translation>Tempo desde o início</translation>
        </message>
        <message>
            <source>Trial</source>
            <translation>Tentativa</translation>
        </message>
        <message>
            <source>Trial {number}</source>
            <translation>Tentativa {number}</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Valor</translation>
        </message>
        <message>
            <source>What drives the predictions</source>
            <translation>O que move as previsões</translation>
        </message>
        <message>
            <source>Why this prediction</source>
            <translation>Por que esta previsão</translation>
        </message>
        <message>
            <source>Wrong labels</source>
            <translation>Rótulos errados</translation>
        </message>
        <message numerus="yes">
            <source>and {n} more</source>
            <translation>
                <numerusform>e mais {n}</numerusform>
                <numerusform>e mais {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>higher is better</source>
            <translation>maior é melhor</translation>
        </message>
        <message>
            <source>lower is better</source>
            <translation>menor é melhor</translation>
        </message>
        <message>
            <source>prediction minus truth</source>
            <translation>previsão menos verdade</translation>
        </message>
        <message>
            <source>probability</source>
            <translation>probabilidade</translation>
        </message>
        <message>
            <source>share of rows</source>
            <translation>fração das linhas</translation>
        </message>
        <message numerus="yes">
            <source>the other {n} columns</source>
            <translation>
                <numerusform>{n} outra coluna</numerusform>
                <numerusform>as outras {n} colunas</numerusform>
            </translation>
        </message>
        <message>
            <source>{column} moves it most, by {amount}.</source>
            <translation>{column} é o que mais a move: {amount}.</translation>
        </message>
        <message>
            <source>{measure} by {column}: from {low} ({least}) to {high} ({most}).</source>
            <translation>{measure} por {column}: de {low} ({least}) a {high} ({most}).</translation>
        </message>
        <message>
            <source>{metric} on held-out rows is {value}, between {low} and {high} at 95 %.</source>
            <translation>{metric} nas linhas reservadas: {value}, entre {low} e {high} a 95 %.</translation>
        </message>
        <message numerus="yes">
            <source>{name} ({n} rows)</source>
            <translation>
                <numerusform>{name} ({n} linha)</numerusform>
                <numerusform>{name} ({n} linhas)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} groups are too small to judge (hollow).</source>
            <translation>
                <numerusform>{n} grupo é pequeno demais para julgar (vazado).</numerusform>
                <numerusform>{n} grupos são pequenos demais para julgar (vazados).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} more columns are in the table.</source>
            <translation>
                <numerusform>Mais {n} coluna está na tabela.</numerusform>
                <numerusform>Mais {n} colunas estão na tabela.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} smaller groups are left out.</source>
            <translation>
                <numerusform>{n} grupo menor fica de fora.</numerusform>
                <numerusform>{n} grupos menores ficam de fora.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials failed or were skipped (crosses).</source>
            <translation>
                <numerusform>{n} tentativa falhou ou foi pulada (cruz).</numerusform>
                <numerusform>{n} tentativas falharam ou foram puladas (cruzes).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials in {time}; none has a result yet.</source>
            <translation>
                <numerusform>{n} tentativa em {time}; ainda sem resultado.</numerusform>
                <numerusform>{n} tentativas em {time}; nenhuma tem resultado ainda.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} worse trials lie above the range shown.</source>
            <translation>
                <numerusform>{n} tentativa pior fica acima da faixa mostrada.</numerusform>
                <numerusform>{n} tentativas piores ficam acima da faixa mostrada.</numerusform>
            </translation>
        </message>
        <message>
            <source>{value} h</source>
            <translation>{value} h</translation>
        </message>
        <message>
            <source>{value} min</source>
            <translation>{value} min</translation>
        </message>
        <message>
            <source>{value} s</source>
            <translation>{value} s</translation>
        </message>
    </context>
    <context>
        <name>Policies</name>
        <message>
            <source>&amp;Of</source>
            <translation>&amp;De</translation>
        </message>
        <message>
            <source>&amp;Policies: any one of these does</source>
            <translation>&amp;Políticas: basta uma delas</translation>
        </message>
        <message>
            <source>&amp;Require</source>
            <translation>&amp;Exigir</translation>
        </message>
        <message>
            <source>&amp;Require a policy…</source>
            <translation>&amp;Exigir uma política…</translation>
        </message>
        <message>
            <source>&amp;Why (optional)</source>
            <translation>&amp;Por quê (opcional)</translation>
        </message>
        <message>
            <source>Approval under</source>
            <translation>Aprovação sob</translation>
        </message>
        <message>
            <source>Approved versions</source>
            <translation>Versões aprovadas</translation>
        </message>
        <message>
            <source>Changed behind the log's back</source>
            <translation>Alterada por trás do registro</translation>
        </message>
        <message>
            <source>Choose a requirement in the table first.</source>
            <translation>Escolha antes uma exigência na tabela.</translation>
        </message>
        <message>
            <source>Each policy that a version can be submitted under, and its use</source>
            <translation>Cada política sob a qual uma versão pode ser submetida, e o seu uso</translation>
        </message>
        <message>
            <source>Each requirement with the models that it is about</source>
            <translation>Cada exigência com os modelos a que se refere</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Origem</translation>
        </message>
        <message>
            <source>In force</source>
            <translation>Em vigor</translation>
        </message>
        <message>
            <source>In use by</source>
            <translation>Em uso por</translation>
        </message>
        <message>
            <source>In use by an approval under another policy</source>
            <translation>Em uso por aprovação sob outra política</translation>
        </message>
        <message>
            <source>Models of the tier high</source>
            <translation>Modelos de nível alto</translation>
        </message>
        <message>
            <source>Models of the tier low</source>
            <translation>Modelos de nível baixo</translation>
        </message>
        <message>
            <source>Models of the tier medium</source>
            <translation>Modelos de nível médio</translation>
        </message>
        <message>
            <source>No policy is required</source>
            <translation>Nenhuma política é exigida</translation>
        </message>
        <message>
            <source>Nothing in use falls short</source>
            <translation>Nada em uso fica aquém</translation>
        </message>
        <message>
            <source>Of</source>
            <translation>De</translation>
        </message>
        <message>
            <source>Only an administrator can propose this.</source>
            <translation>Só um administrador pode propor isto.</translation>
        </message>
        <message>
            <source>Open requests</source>
            <translation>Pedidos abertos</translation>
        </message>
        <message>
            <source>Policies</source>
            <translation>Políticas</translation>
        </message>
        <message>
            <source>Policies that can be chosen</source>
            <translation>Políticas que podem ser escolhidas</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>Política</translation>
        </message>
        <message>
            <source>Policy &amp;file…</source>
            <translation>&amp;Arquivo de política…</translation>
        </message>
        <message>
            <source>Policy (*.yaml *.yml)</source>
            <translation>Política (*.yaml *.yml)</translation>
        </message>
        <message>
            <source>Require a policy</source>
            <translation>Exigir uma política</translation>
        </message>
        <message>
            <source>Require it &amp;no more</source>
            <translation>&amp;Não exigir mais</translation>
        </message>
        <message>
            <source>Require it &amp;no more…</source>
            <translation>&amp;Não exigir mais…</translation>
        </message>
        <message>
            <source>Require it no more?</source>
            <translation>Não exigir mais?</translation>
        </message>
        <message>
            <source>Required of</source>
            <translation>Exigida de</translation>
        </message>
        <message>
            <source>Required policies</source>
            <translation>Políticas exigidas</translation>
        </message>
        <message>
            <source>Ships with Assay</source>
            <translation>Vem com o Assay</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Desde</translation>
        </message>
        <message>
            <source>Standing</source>
            <translation>Situação</translation>
        </message>
        <message>
            <source>Stored by {name}</source>
            <translation>Guardada por {name}</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versão</translation>
        </message>
        <message>
            <source>Versions are approved under one of the policies that you choose, and no other. What is approved stays so, but comes into no new use by another policy.</source>
            <translation>As versões são aprovadas sob uma das políticas que você escolher, e nenhuma outra. O que está aprovado continua assim, mas não entra em novo uso por outra política.</translation>
        </message>
        <message>
            <source>Versions may be approved under any policy then, unless another requires.</source>
            <translation>As versões poderão então ser aprovadas sob qualquer política, salvo outra exigência.</translation>
        </message>
        <message>
            <source>What goes on being used, but comes into no new use</source>
            <translation>O que continua em uso, mas não entra em novo uso</translation>
        </message>
        <message>
            <source>Why it falls short</source>
            <translation>Por que fica aquém</translation>
        </message>
        <message>
            <source>Without a requirement, who submits a version chooses its policy. An administrator proposes one, and another administrator or an auditor agrees.</source>
            <translation>Sem exigência, quem submete uma versão escolhe a política. Um administrador propõe uma exigência, e outro administrador ou um auditor concorda.</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Acting as {name}</source>
            <translation>Agindo como {name}</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Páginas</translation>
        </message>
        <message>
            <source>Project {name}</source>
            <translation>Projeto {name}</translation>
        </message>
        <message>
            <source>You act as {name}. This is self-declared: no key is enrolled.</source>
            <translation>Você age como {name}. Isto é autodeclarado: nenhuma chave está cadastrada.</translation>
        </message>
        <message>
            <source>{name} (administrator)</source>
            <translation>{name} (administrador)</translation>
        </message>
    </context>
    <context>
        <name>Reports</name>
        <message>
            <source>&amp;Save the text</source>
            <translation>&amp;Salvar o texto</translation>
        </message>
        <message>
            <source>Approved versions first, then the others</source>
            <translation>Primeiro as versões aprovadas, depois as demais</translation>
        </message>
        <message>
            <source>By</source>
            <translation>Por</translation>
        </message>
        <message>
            <source>By evidence</source>
            <translation>Por evidência</translation>
        </message>
        <message>
            <source>Choose a topic in the list.</source>
            <translation>Escolha um tópico na lista.</translation>
        </message>
        <message>
            <source>Choose a version.</source>
            <translation>Escolha uma versão.</translation>
        </message>
        <message>
            <source>Drop what I typed</source>
            <translation>Descartar o que digitei</translation>
        </message>
        <message>
            <source>Each topic of the report, how it stands and who owes it</source>
            <translation>Cada tópico do relatório, como está e quem o deve</translation>
        </message>
        <message>
            <source>Edited</source>
            <translation>Editado</translation>
        </message>
        <message>
            <source>Files to hand over</source>
            <translation>Arquivos para entregar</translation>
        </message>
        <message>
            <source>Held out</source>
            <translation>Linhas reservadas</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Histórico</translation>
        </message>
        <message>
            <source>MISSING</source>
            <translation>FALTA</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Criada</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Ficha do modelo</translation>
        </message>
        <message>
            <source>No models yet: train one, then have it approved.</source>
            <translation>Ainda não há modelos: treine um e peça a aprovação.</translation>
        </message>
        <message>
            <source>Not in the evidence as it stands: {figures}.</source>
            <translation>Não consta das evidências atuais: {figures}.</translation>
        </message>
        <message>
            <source>Optional</source>
            <translation>Opcional</translation>
        </message>
        <message>
            <source>Owed by</source>
            <translation>Devido por</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Prévia</translation>
        </message>
        <message>
            <source>Preview of the model card</source>
            <translation>Prévia da ficha do modelo</translation>
        </message>
        <message>
            <source>Preview of the report</source>
            <translation>Prévia do relatório</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>Relatórios</translation>
        </message>
        <message>
            <source>Revision {revision}, {who}, {when}.</source>
            <translation>Revisão {revision}, {who}, {when}.</translation>
        </message>
        <message>
            <source>Rows as a JSON list.</source>
            <translation>Linhas como uma lista JSON.</translation>
        </message>
        <message>
            <source>Save the ONNX file…</source>
            <translation>Salvar o arquivo ONNX…</translation>
        </message>
        <message>
            <source>Save the model card…</source>
            <translation>Salvar a ficha do modelo…</translation>
        </message>
        <message>
            <source>Save the report…</source>
            <translation>Salvar o relatório…</translation>
        </message>
        <message>
            <source>Say {asks}. Owed by {who}.</source>
            <translation>Diga: {asks}. Devido por {who}.</translation>
        </message>
        <message>
            <source>Score {score} %, sections MISSING: {missing}</source>
            <translation>Pontuação {score} %, seções em FALTA: {missing}</translation>
        </message>
        <message>
            <source>Search versions</source>
            <translation>Buscar versões</translation>
        </message>
        <message>
            <source>Section</source>
            <translation>Seção</translation>
        </message>
        <message>
            <source>Stale</source>
            <translation>Desatualizado</translation>
        </message>
        <message>
            <source>Standing</source>
            <translation>Situação</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Texto</translation>
        </message>
        <message>
            <source>Topic</source>
            <translation>Tópico</translation>
        </message>
        <message>
            <source>Unsupported</source>
            <translation>Sem evidência</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versão</translation>
        </message>
        <message>
            <source>Versions to hand over</source>
            <translation>Versões para entregar</translation>
        </message>
        <message>
            <source>What the report asks for</source>
            <translation>O que o relatório pede</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>Escrever</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>Escrito</translation>
        </message>
        <message>
            <source>after the version entered review</source>
            <translation>depois que a versão entrou em revisão</translation>
        </message>
    </context>
    <context>
        <name>Request</name>
        <message>
            <source>Approved</source>
            <translation>Aprovada</translation>
        </message>
        <message>
            <source>Changed outside</source>
            <translation>Alterado por fora</translation>
        </message>
        <message>
            <source>Changes requested</source>
            <translation>Alterações solicitadas</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Aberta</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Rejeitada</translation>
        </message>
        <message>
            <source>Voided</source>
            <translation>Anulada</translation>
        </message>
        <message>
            <source>Withdrawn</source>
            <translation>Retirada</translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message>
            <source>&amp;Answer</source>
            <translation>&amp;Resposta</translation>
        </message>
        <message>
            <source>&amp;Approve…</source>
            <translation>A&amp;provar…</translation>
        </message>
        <message>
            <source>&amp;Ask</source>
            <translation>Pe&amp;dir</translation>
        </message>
        <message>
            <source>&amp;By the end of a day (UTC)</source>
            <translation>&amp;Até o fim de um dia (UTC)</translation>
        </message>
        <message>
            <source>&amp;Comment</source>
            <translation>&amp;Comentar</translation>
        </message>
        <message>
            <source>&amp;Day</source>
            <translation>D&amp;ia</translation>
        </message>
        <message>
            <source>&amp;More</source>
            <translation>Ma&amp;is</translation>
        </message>
        <message>
            <source>&amp;Note</source>
            <translation>&amp;Observação</translation>
        </message>
        <message>
            <source>&amp;Person</source>
            <translation>&amp;Pessoa</translation>
        </message>
        <message>
            <source>&amp;Reject…</source>
            <translation>Re&amp;jeitar…</translation>
        </message>
        <message>
            <source>&amp;Stand back</source>
            <translation>A&amp;fastar-me</translation>
        </message>
        <message>
            <source>&amp;Why</source>
            <translation>&amp;Por quê</translation>
        </message>
        <message>
            <source>95 % interval</source>
            <translation>Intervalo de 95 %</translation>
        </message>
        <message>
            <source>A decision is final and stays in the audit log under this name, signed with the key {key}…</source>
            <translation>Uma decisão é definitiva e fica na trilha de auditoria com este nome, assinada com a chave {key}…</translation>
        </message>
        <message>
            <source>A decision is final and stays in the audit log under this name. No key proves who gave it.</source>
            <translation>Uma decisão é definitiva e fica na trilha de auditoria com este nome. Nenhuma chave prova quem a tomou.</translation>
        </message>
        <message>
            <source>A&amp;sk somebody to look at it…</source>
            <translation>P&amp;edir a alguém que examine…</translation>
        </message>
        <message>
            <source>About {version}</source>
            <translation>Sobre {version}</translation>
        </message>
        <message>
            <source>Add a reviewer…</source>
            <translation>Adicionar um revisor…</translation>
        </message>
        <message>
            <source>Ans&amp;wer</source>
            <translation>Responde&amp;r</translation>
        </message>
        <message>
            <source>Ans&amp;wer the comment…</source>
            <translation>&amp;Responder ao comentário…</translation>
        </message>
        <message>
            <source>Answer {name}</source>
            <translation>Responder a {name}</translation>
        </message>
        <message>
            <source>Approve as {name}</source>
            <translation>Aprovar como {name}</translation>
        </message>
        <message>
            <source>Approve {version}?</source>
            <translation>Aprovar {version}?</translation>
        </message>
        <message>
            <source>Ask as {name}</source>
            <translation>Pedir como {name}</translation>
        </message>
        <message>
            <source>Ask for c&amp;hanges…</source>
            <translation>Pedir &amp;mudanças…</translation>
        </message>
        <message>
            <source>Ask for changes to {version}?</source>
            <translation>Pedir mudanças em {version}?</translation>
        </message>
        <message>
            <source>Ask no &amp;longer</source>
            <translation>&amp;Não pedir mais</translation>
        </message>
        <message>
            <source>Ask somebody &amp;no longer…</source>
            <translation>&amp;Não pedir mais a alguém…</translation>
        </message>
        <message>
            <source>Ask somebody no longer to look at {version}</source>
            <translation>Não pedir mais a alguém que examine {version}</translation>
        </message>
        <message>
            <source>Ask somebody to look at {version}</source>
            <translation>Pedir a alguém que examine {version}</translation>
        </message>
        <message>
            <source>Asked by</source>
            <translation>Solicitada por</translation>
        </message>
        <message>
            <source>Asked for</source>
            <translation>Solicitada em</translation>
        </message>
        <message>
            <source>Asked of you</source>
            <translation>Pedido a você</translation>
        </message>
        <message>
            <source>Asked to look</source>
            <translation>Chamados a examinar</translation>
        </message>
        <message>
            <source>Beside the champion {champion}: metrics, and everything that differs.</source>
            <translation>Ao lado da campeã {champion}: métricas e tudo o que difere.</translation>
        </message>
        <message>
            <source>Best plain model</source>
            <translation>Melhor modelo simples</translation>
        </message>
        <message>
            <source>Better</source>
            <translation>Melhor</translation>
        </message>
        <message>
            <source>By</source>
            <translation>Por</translation>
        </message>
        <message>
            <source>Champion</source>
            <translation>Campeã</translation>
        </message>
        <message>
            <source>Changed outside Assay: it counts for nothing</source>
            <translation>Alterado fora do Assay: não vale nada</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>Coluna</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>Comentário</translation>
        </message>
        <message>
            <source>Comment on the decision</source>
            <translation>Comentário sobre a decisão</translation>
        </message>
        <message>
            <source>Confirm the decision</source>
            <translation>Confirmar a decisão</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Dados</translation>
        </message>
        <message>
            <source>Deciding: every file of the version is checked once more…</source>
            <translation>Decidindo: cada arquivo da versão é verificado mais uma vez…</translation>
        </message>
        <message>
            <source>Decisions so far</source>
            <translation>Decisões até agora</translation>
        </message>
        <message>
            <source>Discussion</source>
            <translation>Discussão</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Dispensar</translation>
        </message>
        <message>
            <source>Do not decide yet</source>
            <translation>Não decidir ainda</translation>
        </message>
        <message>
            <source>Due {when}</source>
            <translation>Até {when}</translation>
        </message>
        <message>
            <source>Each metric with its 95 % interval, beside the best plain model</source>
            <translation>Cada métrica com seu intervalo de 95 %, ao lado do melhor modelo simples</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Erro</translation>
        </message>
        <message>
            <source>Every other request for the same graph, the newest first</source>
            <translation>Todas as outras solicitações do mesmo grafo, da mais nova à mais antiga</translation>
        </message>
        <message>
            <source>Everybody in this project had a hand in it or has decided: add a reviewer.</source>
            <translation>Todos neste projeto participaram dela ou já decidiram: adicione um revisor.</translation>
        </message>
        <message>
            <source>Everybody who could decide has been asked already.</source>
            <translation>Todas as pessoas que poderiam decidir já foram chamadas.</translation>
        </message>
        <message>
            <source>Evidence root</source>
            <translation>Raiz das evidências</translation>
        </message>
        <message>
            <source>For you</source>
            <translation>Para você</translation>
        </message>
        <message>
            <source>Gap between groups</source>
            <translation>Diferença entre grupos</translation>
        </message>
        <message>
            <source>Go to the models</source>
            <translation>Ir para os modelos</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Grupo</translation>
        </message>
        <message>
            <source>Held out</source>
            <translation>Linhas reservadas</translation>
        </message>
        <message>
            <source>Held-out metric</source>
            <translation>Métrica em dados reservados</translation>
        </message>
        <message>
            <source>Held-out metrics against the best plain model</source>
            <translation>Métricas nas linhas reservadas frente ao melhor modelo simples</translation>
        </message>
        <message>
            <source>How each rule came out when it was last looked at</source>
            <translation>O resultado de cada regra na última verificação</translation>
        </message>
        <message>
            <source>How it does</source>
            <translation>Como se sai</translation>
        </message>
        <message>
            <source>Intended use</source>
            <translation>Uso pretendido</translation>
        </message>
        <message>
            <source>It comes to the top of their list. Others may still decide before them.</source>
            <translation>A solicitação passa ao topo da lista dessa pessoa. Outras ainda podem decidir antes dela.</translation>
        </message>
        <message>
            <source>It is due {when}.</source>
            <translation>O prazo é {when}.</translation>
        </message>
        <message>
            <source>Learner and settings</source>
            <translation>Algoritmo e configurações</translation>
        </message>
        <message>
            <source>MISSING: {titles}.</source>
            <translation>FALTA: {titles}.</translation>
        </message>
        <message>
            <source>Made by</source>
            <translation>Criada por</translation>
        </message>
        <message>
            <source>Manifest root</source>
            <translation>Raiz do manifesto</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>Moves a prediction by</source>
            <translation>Move uma previsão em</translation>
        </message>
        <message>
            <source>No better than the best plain model, the intervals overlap: {metrics}.</source>
            <translation>Não é melhor que o melhor modelo simples, os intervalos se sobrepõem: {metrics}.</translation>
        </message>
        <message>
            <source>No champion: no other version of this model is in force.</source>
            <translation>Sem campeã: nenhuma outra versão deste modelo está em vigor.</translation>
        </message>
        <message>
            <source>No column of the data is marked as protected.</source>
            <translation>Nenhuma coluna dos dados está marcada como protegida.</translation>
        </message>
        <message>
            <source>No comment was given.</source>
            <translation>Nenhum comentário foi dado.</translation>
        </message>
        <message>
            <source>Nobody can approve it. {why}</source>
            <translation>Ninguém pode aprová-la. {why}</translation>
        </message>
        <message>
            <source>Nobody has asked for a review yet</source>
            <translation>Ninguém pediu uma revisão ainda</translation>
        </message>
        <message>
            <source>Nobody has been asked in particular.</source>
            <translation>Ninguém em particular foi chamado.</translation>
        </message>
        <message>
            <source>Nobody has said anything about it yet.</source>
            <translation>Ninguém disse nada sobre isto ainda.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Nenhum</translation>
        </message>
        <message>
            <source>Not measurable</source>
            <translation>Não mensurável</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <source>Of all movement</source>
            <translation>De todo o movimento</translation>
        </message>
        <message>
            <source>One moment: it is read whether you may decide.</source>
            <translation>Um momento: verificando se você pode decidir.</translation>
        </message>
        <message>
            <source>Overdue: {when}</source>
            <translation>Atrasado: {when}</translation>
        </message>
        <message>
            <source>Package</source>
            <translation>Pacote</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>Parte</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>Política</translation>
        </message>
        <message>
            <source>Predicts</source>
            <translation>Prevê</translation>
        </message>
        <message>
            <source>Protected column</source>
            <translation>Coluna protegida</translation>
        </message>
        <message>
            <source>Python against ONNX</source>
            <translation>Python frente ao ONNX</translation>
        </message>
        <message>
            <source>Reject as {name}</source>
            <translation>Rejeitar como {name}</translation>
        </message>
        <message>
            <source>Reject {version}?</source>
            <translation>Rejeitar {version}?</translation>
        </message>
        <message>
            <source>Reject: needs a comment</source>
            <translation>Rejeitar: precisa de comentário</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Solicitação</translation>
        </message>
        <message>
            <source>Requests for approval</source>
            <translation>Solicitações de aprovação</translation>
        </message>
        <message>
            <source>Results by protected group</source>
            <translation>Resultados por grupo protegido</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Revisão</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>Linhas</translation>
        </message>
        <message>
            <source>Rule of the policy</source>
            <translation>Regra da política</translation>
        </message>
        <message>
            <source>Rules met</source>
            <translation>Regras cumpridas</translation>
        </message>
        <message>
            <source>Rules of the policy</source>
            <translation>Regras da política</translation>
        </message>
        <message>
            <source>S&amp;tand back from it…</source>
            <translation>A&amp;fastar-se dela…</translation>
        </message>
        <message>
            <source>Said</source>
            <translation>Dito</translation>
        </message>
        <message>
            <source>Save the ONNX file…</source>
            <translation>Salvar o arquivo ONNX…</translation>
        </message>
        <message>
            <source>Save the report…</source>
            <translation>Salvar o relatório…</translation>
        </message>
        <message>
            <source>Search requests</source>
            <translation>Buscar solicitações</translation>
        </message>
        <message>
            <source>Self-declared: no key enrolled</source>
            <translation>Autodeclarado: nenhuma chave cadastrada</translation>
        </message>
        <message>
            <source>Share of movement</source>
            <translation>Parcela do movimento</translation>
        </message>
        <message>
            <source>Signs with the key {key}…</source>
            <translation>Assina com a chave {key}…</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Etapa</translation>
        </message>
        <message>
            <source>Stand back from {version}?</source>
            <translation>Afastar-se de {version}?</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Situação</translation>
        </message>
        <message>
            <source>Submit a version on the Models page. Somebody who had no hand in it then decides here: the project needs a second person.</source>
            <translation>Envie uma versão na página Modelos. Alguém que não participou dela decide então aqui: o projeto precisa de uma segunda pessoa.</translation>
        </message>
        <message>
            <source>Such decisions satisfy the policy 'personal' only.</source>
            <translation>Tais decisões satisfazem apenas a política “personal”.</translation>
        </message>
        <message>
            <source>Take it &amp;back</source>
            <translation>Re&amp;tirar</translation>
        </message>
        <message>
            <source>Take the request &amp;back…</source>
            <translation>Re&amp;tirar a solicitação…</translation>
        </message>
        <message>
            <source>Take the request for {version} back?</source>
            <translation>Retirar a solicitação de {version}?</translation>
        </message>
        <message>
            <source>The columns that move the predictions most</source>
            <translation>As colunas que mais movem as previsões</translation>
        </message>
        <message>
            <source>The largest difference over {rows} rows is {value}; the bound is {bound}.</source>
            <translation>A maior diferença em {rows} linhas é {value}; o limite é {bound}.</translation>
        </message>
        <message>
            <source>The last request of this model that was not approved: {told}</source>
            <translation>O último pedido deste modelo que não foi aprovado: {told}</translation>
        </message>
        <message>
            <source>The policy comes out otherwise than before. Then: {then}. Now: {now}.</source>
            <translation>A política dá outro resultado que antes. Antes: {then}. Agora: {now}.</translation>
        </message>
        <message>
            <source>The policy {policy} counts signed decisions only: without a key you cannot approve.</source>
            <translation>A política {policy} só conta decisões assinadas: sem uma chave você não pode aprovar.</translation>
        </message>
        <message>
            <source>The report on it is {complete} of {sections} sections complete, {partial} in part, score {score} %.</source>
            <translation>O relatório sobre ela tem {complete} de {sections} seções completas, {partial} em parte, pontuação {score} %.</translation>
        </message>
        <message>
            <source>The request and the decisions on it, newest first</source>
            <translation>A solicitação e as decisões sobre ela, da mais nova à mais antiga</translation>
        </message>
        <message>
            <source>The request for {version} is taken back.</source>
            <translation>A solicitação de {version} foi retirada.</translation>
        </message>
        <message>
            <source>The request is closed.</source>
            <translation>A solicitação está encerrada.</translation>
        </message>
        <message>
            <source>The rules were not recorded</source>
            <translation>As regras não foram gravadas</translation>
        </message>
        <message>
            <source>The same content in other requests</source>
            <translation>O mesmo conteúdo em outras solicitações</translation>
        </message>
        <message numerus="yes">
            <source>The same content, one ONNX graph, was asked for {n} times besides.</source>
            <translation>
                <numerusform>O mesmo conteúdo, um só grafo ONNX, foi solicitado mais {n} vez.</numerusform>
                <numerusform>O mesmo conteúdo, um só grafo ONNX, foi solicitado mais {n} vezes.</numerusform>
            </translation>
        </message>
        <message>
            <source>The version cannot be submitted again: what is improved is a new one.</source>
            <translation>A versão não pode ser enviada de novo: o que for melhorado é uma versão nova.</translation>
        </message>
        <message>
            <source>They may decide all the same.</source>
            <translation>Mesmo assim, essa pessoa pode decidir.</translation>
        </message>
        <message>
            <source>This request was changed outside Assay: what it says does not count. Verify the audit log.</source>
            <translation>Esta solicitação foi alterada fora do Assay: o que ela diz não vale. Verifique a trilha de auditoria.</translation>
        </message>
        <message>
            <source>This version</source>
            <translation>Esta versão</translation>
        </message>
        <message>
            <source>This version beside the champion in force, metrics first</source>
            <translation>Esta versão ao lado da campeã em vigor, métricas primeiro</translation>
        </message>
        <message>
            <source>Tied</source>
            <translation>Empate</translation>
        </message>
        <message>
            <source>Too small to judge</source>
            <translation>Pequeno demais para julgar</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versão</translation>
        </message>
        <message>
            <source>Warnings</source>
            <translation>Avisos</translation>
        </message>
        <message>
            <source>What</source>
            <translation>O quê</translation>
        </message>
        <message>
            <source>What came of it</source>
            <translation>O que resultou</translation>
        </message>
        <message>
            <source>What changed against the champion</source>
            <translation>O que mudou em relação à campeã</translation>
        </message>
        <message>
            <source>What drives the predictions</source>
            <translation>O que move as previsões</translation>
        </message>
        <message>
            <source>What people said about the request, with answers below</source>
            <translation>O que se disse sobre a solicitação, com as respostas abaixo</translation>
        </message>
        <message>
            <source>What the decision rests on</source>
            <translation>Em que a decisão se baseia</translation>
        </message>
        <message>
            <source>What waits for you first, then open requests, then those that are closed</source>
            <translation>Primeiro o que espera por você, depois as solicitações abertas e as encerradas</translation>
        </message>
        <message>
            <source>What was decided of it was changed outside Assay.</source>
            <translation>O que se decidiu sobre ele foi alterado fora do Assay.</translation>
        </message>
        <message>
            <source>What you looked at, and why</source>
            <translation>O que você examinou e por quê</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quando</translation>
        </message>
        <message>
            <source>Who may decide: {names}. People change at the foot of the rail.</source>
            <translation>Quem pode decidir: {names}. A troca de pessoa fica no pé da barra lateral.</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Worse</source>
            <translation>Pior</translation>
        </message>
        <message>
            <source>Worse than the best plain model: {metrics}.</source>
            <translation>Pior que o melhor modelo simples: {metrics}.</translation>
        </message>
        <message>
            <source>Wrong labels or mean absolute error for each protected group</source>
            <translation>Rótulos errados ou erro absoluto médio de cada grupo protegido</translation>
        </message>
        <message>
            <source>You act as</source>
            <translation>Você age como</translation>
        </message>
        <message>
            <source>You act as {name}</source>
            <translation>Você age como {name}</translation>
        </message>
        <message>
            <source>You know its author too well, or gain by it: somebody else decides. This is for good, and stays in the audit log as {name}'s.</source>
            <translation>Você conhece bem demais quem a fez, ou ganha com ela: outra pessoa decide. Isto é definitivo e fica na trilha de auditoria em nome de {name}.</translation>
        </message>
        <message>
            <source>You may decide</source>
            <translation>Você pode decidir</translation>
        </message>
        <message>
            <source>You may decide: you had no hand in this version and have not decided yet.</source>
            <translation>Você pode decidir: não participou desta versão e ainda não decidiu.</translation>
        </message>
        <message>
            <source>You stood back from {version}.</source>
            <translation>Você se afastou de {version}.</translation>
        </message>
        <message>
            <source>Your comment is kept.</source>
            <translation>Seu comentário foi guardado.</translation>
        </message>
        <message>
            <source>better than the best plain model</source>
            <translation>melhor que o melhor modelo simples</translation>
        </message>
        <message>
            <source>level with the best plain model</source>
            <translation>igual ao melhor modelo simples</translation>
        </message>
        <message>
            <source>worse than the best plain model</source>
            <translation>pior que o melhor modelo simples</translation>
        </message>
        <message>
            <source>{column}: groups of fewer than {bound} held-out rows are left out, {small} of {groups}.</source>
            <translation>{column}: grupos com menos de {bound} linhas reservadas ficam de fora, {small} de {groups}.</translation>
        </message>
        <message>
            <source>{column}: not measurable, for fewer than 2 groups have enough rows.</source>
            <translation>{column}: não mensurável, pois menos de 2 grupos têm linhas suficientes.</translation>
        </message>
        <message>
            <source>{column}: not measurable, for no results by group were recorded.</source>
            <translation>{column}: não mensurável, pois nenhum resultado por grupo foi registrado.</translation>
        </message>
        <message>
            <source>{column}: of the smallest groups {count} were not recorded.</source>
            <translation>{column}: dos menores grupos, {count} não foram registrados.</translation>
        </message>
        <message>
            <source>{low} to {high}</source>
            <translation>{low} a {high}</translation>
        </message>
        <message>
            <source>{met} of {all}</source>
            <translation>{met} de {all}</translation>
        </message>
        <message>
            <source>{name} (took part)</source>
            <translation>{name} (participou)</translation>
        </message>
        <message>
            <source>{name} asked you to look at it.</source>
            <translation>{name} pediu que você a examine.</translation>
        </message>
        <message>
            <source>{name} by {when}</source>
            <translation>{name} até {when}</translation>
        </message>
        <message>
            <source>{name} by {when}, which has passed</source>
            <translation>{name} até {when}, prazo já vencido</translation>
        </message>
        <message>
            <source>{name} is asked to look at {version}.</source>
            <translation>{name} foi chamado(a) a examinar {version}.</translation>
        </message>
        <message>
            <source>{name} is not asked to look at {version} any longer.</source>
            <translation>{name} não é mais chamado(a) a examinar {version}.</translation>
        </message>
        <message>
            <source>{name}, version {version}</source>
            <translation>{name}, versão {version}</translation>
        </message>
        <message>
            <source>{name}, {stage} of {stages}</source>
            <translation>{name}, {stage} de {stages}</translation>
        </message>
        <message numerus="yes">
            <source>{n} of the oldest wait for you.</source>
            <translation>
                <numerusform>{n} das mais antigas espera por você.</numerusform>
                <numerusform>{n} das mais antigas esperam por você.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} of them did not stand: read why before you decide.</source>
            <translation>
                <numerusform>{n} delas não se sustentou: leia por quê antes de decidir.</numerusform>
                <numerusform>{n} delas não se sustentaram: leia por quê antes de decidir.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} of them wait for you.</source>
            <translation>
                <numerusform>{n} delas espera por você.</numerusform>
                <numerusform>{n} delas esperam por você.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} requests wait for a decision.</source>
            <translation>
                <numerusform>{n} solicitação aguarda uma decisão.</numerusform>
                <numerusform>{n} solicitações aguardam uma decisão.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} rows tried</source>
            <translation>
                <numerusform>{n} linha testada</numerusform>
                <numerusform>{n} linhas testadas</numerusform>
            </translation>
        </message>
        <message>
            <source>{outcome}; its content may be other</source>
            <translation>{outcome}; seu conteúdo pode ser outro</translation>
        </message>
        <message numerus="yes">
            <source>{policy}, {n} waived</source>
            <translation>
                <numerusform>{policy}, {n} dispensada</numerusform>
                <numerusform>{policy}, {n} dispensadas</numerusform>
            </translation>
        </message>
        <message>
            <source>{state}, {name}: {why}</source>
            <translation>{state}, {name}: {why}</translation>
        </message>
        <message>
            <source>{status}, now {state}</source>
            <translation>{status}, agora {state}</translation>
        </message>
        <message>
            <source>{value} ({low} to {high})</source>
            <translation>{value} ({low} a {high})</translation>
        </message>
        <message>
            <source>{version} is approved.</source>
            <translation>{version} está aprovada.</translation>
        </message>
        <message>
            <source>{who} asked for approval under the policy {policy} on {when}.</source>
            <translation>{who} pediu aprovação sob a política {policy} em {when}.</translation>
        </message>
        <message>
            <source>{who} asked on {when} that {version} be changed and gave no words.</source>
            <translation>{who} pediu em {when} que {version} fosse alterada, sem dizer por quê.</translation>
        </message>
        <message>
            <source>{who} asked on {when} that {version} be changed: “{words}”</source>
            <translation>{who} pediu em {when} que {version} fosse alterada: “{words}”</translation>
        </message>
        <message>
            <source>{who} asks for approval under the policy {policy}, since {when}.</source>
            <translation>{who} pede aprovação sob a política {policy}, desde {when}.</translation>
        </message>
        <message>
            <source>{who} rejected {version} on {when} and gave no words.</source>
            <translation>{who} rejeitou {version} em {when}, sem dizer por quê.</translation>
        </message>
        <message>
            <source>{who} rejected {version} on {when}: “{words}”</source>
            <translation>{who} rejeitou {version} em {when}: “{words}”</translation>
        </message>
    </context>
    <context>
        <name>Role</name>
        <message>
            <source>Feature</source>
            <translation>Atributo</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>Fora do modelo</translation>
        </message>
        <message>
            <source>Protected</source>
            <translation>Protegida</translation>
        </message>
    </context>
    <context>
        <name>Saving</name>
        <message>
            <source>CSV table (*.csv)</source>
            <translation>Tabela CSV (*.csv)</translation>
        </message>
        <message>
            <source>Markdown table (*.md)</source>
            <translation>Tabela Markdown (*.md)</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>A job that goes on is found again when the project is opened.</source>
            <translation>Um trabalho que continua é reencontrado quando o projeto é aberto.</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Aparência</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Como o sistema</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>Perguntar</translation>
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation>&amp;Fechar</translation>
        </message>
        <message>
            <source>Change “{title}”</source>
            <translation>Alterar “{title}”</translation>
        </message>
        <message>
            <source>Changes at once. Messages of the engine and reports stay in English.</source>
            <translation>Muda na hora. As mensagens do motor e os relatórios continuam em inglês.</translation>
        </message>
        <message>
            <source>Changes hold at once; Undo takes them back.</source>
            <translation>As alterações valem na hora; Desfazer as reverte.</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Escuro</translation>
        </message>
        <message>
            <source>Discard them</source>
            <translation>Descartá-los</translation>
        </message>
        <message>
            <source>English</source>
            <translation>English</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Geral</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Chaves</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Let them run</source>
            <translation>Deixá-los continuar</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>Light or dark; by default as the system is, and it follows it.</source>
            <translation>Claro ou escuro; por padrão, acompanha o sistema.</translation>
        </message>
        <message>
            <source>Open the last project at the start</source>
            <translation>Abrir o último projeto ao iniciar</translation>
        </message>
        <message>
            <source>Parts of the settings</source>
            <translation>Partes das configurações</translation>
        </message>
        <message>
            <source>People and roles</source>
            <translation>Pessoas e papéis</translation>
        </message>
        <message>
            <source>Policies</source>
            <translation>Políticas</translation>
        </message>
        <message>
            <source>Português (Brasil)</source>
            <translation>Português (Brasil)</translation>
        </message>
        <message>
            <source>Running jobs on quitting</source>
            <translation>Trabalhos em andamento ao sair</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Configurações</translation>
        </message>
        <message>
            <source>Training budget</source>
            <translation>Orçamento de treinamento</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Pendências</translation>
        </message>
        <message>
            <source>What the Train page offers for a new run: wall clock for the whole run.</source>
            <translation>O que a página Treinar oferece para uma nova execução: tempo de relógio da execução inteira.</translation>
        </message>
        <message>
            <source>With the page and what was typed as they were left.</source>
            <translation>Com a página e o que foi digitado, como ficaram.</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Sim</translation>
        </message>
        <message>
            <source>s</source>
            <translation>s</translation>
        </message>
    </context>
    <context>
        <name>Shortcuts</name>
        <message>
            <source>Action</source>
            <translation>Ação</translation>
        </message>
        <message>
            <source>Actions, the menus that they are in, and their keys</source>
            <translation>As ações, os menus em que estão e suas teclas</translation>
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation>&amp;Fechar</translation>
        </message>
        <message>
            <source>Filter actions</source>
            <translation>Filtrar ações</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Atalhos de teclado</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Teclas</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menu</translation>
        </message>
    </context>
    <context>
        <name>Stage</name>
        <message>
            <source>Building the ONNX graph</source>
            <translation>Construindo o grafo ONNX</translation>
        </message>
        <message>
            <source>Building the graph again</source>
            <translation>Construindo o grafo novamente</translation>
        </message>
        <message>
            <source>Checking the file</source>
            <translation>Verificando o arquivo</translation>
        </message>
        <message>
            <source>Checking the model</source>
            <translation>Verificando o modelo</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>Comparando</translation>
        </message>
        <message>
            <source>Comparing Python with ONNX</source>
            <translation>Comparando Python com ONNX</translation>
        </message>
        <message>
            <source>Explaining</source>
            <translation>Explicando</translation>
        </message>
        <message>
            <source>Measuring again</source>
            <translation>Medindo novamente</translation>
        </message>
        <message>
            <source>Measuring on held-out rows</source>
            <translation>Avaliando nas linhas reservadas</translation>
        </message>
        <message>
            <source>Preparing the data</source>
            <translation>Preparando os dados</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>Lendo</translation>
        </message>
        <message>
            <source>Reading the data</source>
            <translation>Lendo os dados</translation>
        </message>
        <message>
            <source>Recording</source>
            <translation>Registrando</translation>
        </message>
        <message>
            <source>Refitting the best</source>
            <translation>Reajustando o melhor</translation>
        </message>
        <message>
            <source>Scoring</source>
            <translation>Pontuando</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Buscando</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Iniciando</translation>
        </message>
        <message>
            <source>Storing</source>
            <translation>Armazenando</translation>
        </message>
        <message>
            <source>Writing the file</source>
            <translation>Gravando o arquivo</translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message>
            <source>Approved</source>
            <translation>Aprovada</translation>
        </message>
        <message>
            <source>Archived</source>
            <translation>Arquivada</translation>
        </message>
        <message>
            <source>Candidate</source>
            <translation>Candidata</translation>
        </message>
        <message>
            <source>Changed outside</source>
            <translation>Alterado por fora</translation>
        </message>
        <message>
            <source>Changes requested</source>
            <translation>Alterações solicitadas</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>Rascunho</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Expirada</translation>
        </message>
        <message>
            <source>In review</source>
            <translation>Em revisão</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Rejeitada</translation>
        </message>
        <message>
            <source>Retired</source>
            <translation>Aposentada</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Revogada</translation>
        </message>
        <message>
            <source>Suspended</source>
            <translation>Suspensa</translation>
        </message>
        <message>
            <source>Withdrawn</source>
            <translation>Retirada</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>How far the work is</source>
            <translation>O andamento do trabalho</translation>
        </message>
        <message>
            <source>No work in progress</source>
            <translation>Nenhum trabalho em andamento</translation>
        </message>
        <message>
            <source>about {time} left</source>
            <translation>faltam cerca de {time}</translation>
        </message>
        <message numerus="yes">
            <source>{n} more job at work</source>
            <translation>
                <numerusform>mais {n} trabalho em andamento</numerusform>
                <numerusform>mais {n} trabalhos em andamento</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Table</name>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Copiar</translation>
        </message>
        <message>
            <source>&amp;Export CSV…</source>
            <translation>&amp;Exportar CSV…</translation>
        </message>
        <message>
            <source>&amp;Sort by</source>
            <translation>&amp;Ordenar por</translation>
        </message>
        <message>
            <source>Copy as &amp;Markdown</source>
            <translation>Copiar como &amp;Markdown</translation>
        </message>
        <message>
            <source>Export Mark&amp;down…</source>
            <translation>Exportar Mark&amp;down…</translation>
        </message>
        <message>
            <source>Nothing here yet</source>
            <translation>Ainda não há nada aqui</translation>
        </message>
        <message>
            <source>Nothing matches the filter</source>
            <translation>Nada corresponde ao filtro</translation>
        </message>
        <message>
            <source>The order given</source>
            <translation>A ordem original</translation>
        </message>
        <message>
            <source>{shown} of {all}</source>
            <translation>{shown} de {all}</translation>
        </message>
        <message>
            <source>{shown}, and more</source>
            <translation>{shown}, e mais</translation>
        </message>
    </context>
    <context>
        <name>Task</name>
        <message>
            <source>Binary classification</source>
            <translation>Classificação binária</translation>
        </message>
        <message>
            <source>Multiclass classification</source>
            <translation>Classificação multiclasse</translation>
        </message>
        <message>
            <source>Regression</source>
            <translation>Regressão</translation>
        </message>
    </context>
    <context>
        <name>Train</name>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>#</source>
            <translation>Nº</translation>
        </message>
        <message>
            <source>1 h</source>
            <translation>1 h</translation>
        </message>
        <message>
            <source>1 min</source>
            <translation>1 min</translation>
        </message>
        <message>
            <source>15 min</source>
            <translation>15 min</translation>
        </message>
        <message>
            <source>30 s</source>
            <translation>30 s</translation>
        </message>
        <message>
            <source>5 min</source>
            <translation>5 min</translation>
        </message>
        <message>
            <source>A column</source>
            <translation>Uma coluna</translation>
        </message>
        <message>
            <source>Best</source>
            <translation>Melhor</translation>
        </message>
        <message>
            <source>Best in the search</source>
            <translation>Melhor na busca</translation>
        </message>
        <message>
            <source>Best learner</source>
            <translation>Melhor algoritmo</translation>
        </message>
        <message>
            <source>Budget: wall clock for the whole run</source>
            <translation>Orçamento: tempo de relógio da execução inteira</translation>
        </message>
        <message>
            <source>Choose at least one learner.</source>
            <translation>Escolha ao menos um algoritmo.</translation>
        </message>
        <message>
            <source>Choose the data.</source>
            <translation>Escolha os dados.</translation>
        </message>
        <message>
            <source>Choose what to predict.</source>
            <translation>Escolha o que prever.</translation>
        </message>
        <message>
            <source>Columns used</source>
            <translation>Colunas usadas</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Dados</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>Padrão</translation>
        </message>
        <message>
            <source>Default: {metric}</source>
            <translation>Padrão: {metric}</translation>
        </message>
        <message>
            <source>Details…</source>
            <translation>Detalhes…</translation>
        </message>
        <message>
            <source>Discard…</source>
            <translation>Descartar…</translation>
        </message>
        <message>
            <source>Earlier runs</source>
            <translation>Execuções anteriores</translation>
        </message>
        <message>
            <source>Expected: {task}. The engine decides by the values.</source>
            <translation>Esperada: {task}. O motor decide pelos valores.</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>Explicar</translation>
        </message>
        <message>
            <source>Filter columns</source>
            <translation>Filtrar colunas</translation>
        </message>
        <message>
            <source>Filter trials</source>
            <translation>Filtrar tentativas</translation>
        </message>
        <message>
            <source>How much of the run is done</source>
            <translation>Quanto da execução já foi feito</translation>
        </message>
        <message>
            <source>Leaderboard</source>
            <translation>Ranking de modelos</translation>
        </message>
        <message>
            <source>Learner</source>
            <translation>Algoritmo</translation>
        </message>
        <message>
            <source>Learners</source>
            <translation>Algoritmos</translation>
        </message>
        <message>
            <source>Leave at least one column in.</source>
            <translation>Deixe ao menos uma coluna.</translation>
        </message>
        <message>
            <source>Leave out “{column}”</source>
            <translation>Deixar de fora “{column}”</translation>
        </message>
        <message>
            <source>Look at the model</source>
            <translation>Ver o modelo</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Perda</translation>
        </message>
        <message>
            <source>Loss is 1 less {metric}</source>
            <translation>A perda é 1 menos {metric}</translation>
        </message>
        <message>
            <source>Loss is {metric}</source>
            <translation>A perda é {metric}</translation>
        </message>
        <message>
            <source>Metric to search on</source>
            <translation>Métrica da busca</translation>
        </message>
        <message>
            <source>More options</source>
            <translation>Mais opções</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translation>Nome do modelo</translation>
        </message>
        <message>
            <source>New run</source>
            <translation>Nova execução</translation>
        </message>
        <message>
            <source>No data to train on yet</source>
            <translation>Ainda não há dados para treinar</translation>
        </message>
        <message>
            <source>No trial has ended yet</source>
            <translation>Nenhuma tentativa terminou ainda</translation>
        </message>
        <message>
            <source>Open a CSV or Parquet file, or drop one anywhere in the window.</source>
            <translation>Abra um arquivo CSV ou Parquet, ou solte um em qualquer lugar da janela.</translation>
        </message>
        <message>
            <source>Open data…</source>
            <translation>Abrir dados…</translation>
        </message>
        <message>
            <source>Python and ONNX agree</source>
            <translation>Python e ONNX concordam</translation>
        </message>
        <message>
            <source>Python and ONNX differ, so it stays a draft</source>
            <translation>Python e ONNX diferem, por isso continua um rascunho</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Runs of this project</source>
            <translation>Execuções deste projeto</translation>
        </message>
        <message>
            <source>Search progress</source>
            <translation>Andamento da busca</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Semente</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Configurações</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>Iniciar treinamento</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Iniciando</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Situação</translation>
        </message>
        <message>
            <source>Stop and keep the best</source>
            <translation>Parar e manter o melhor</translation>
        </message>
        <message>
            <source>Stopping the search, its best is kept</source>
            <translation>Parando a busca; o melhor é mantido</translation>
        </message>
        <message>
            <source>Target: what to predict</source>
            <translation>Alvo: o que prever</translation>
        </message>
        <message>
            <source>The run</source>
            <translation>A execução</translation>
        </message>
        <message>
            <source>The run failed</source>
            <translation>A execução falhou</translation>
        </message>
        <message>
            <source>The run was discarded: no model came of it.</source>
            <translation>A execução foi descartada: não resultou em modelo.</translation>
        </message>
        <message>
            <source>The trials of the run, the best first</source>
            <translation>As tentativas da execução, da melhor à pior</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Time left</source>
            <translation>Tempo restante</translation>
        </message>
        <message>
            <source>Time taken</source>
            <translation>Duração</translation>
        </message>
        <message>
            <source>To the best</source>
            <translation>Em relação ao melhor</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Treinar</translation>
        </message>
        <message>
            <source>Training {data} → {target}</source>
            <translation>Treinando {data} → {target}</translation>
        </message>
        <message>
            <source>Trial</source>
            <translation>Tentativa</translation>
        </message>
        <message>
            <source>Trials</source>
            <translation>Tentativas</translation>
        </message>
        <message>
            <source>Use “{column}”</source>
            <translation>Usar “{column}”</translation>
        </message>
        <message>
            <source>What to train</source>
            <translation>O que treinar</translation>
        </message>
        <message>
            <source>What you chose is kept.</source>
            <translation>O que você escolheu foi guardado.</translation>
        </message>
        <message>
            <source>better than the baseline's {value}</source>
            <translation>melhor que a referência, {value}</translation>
        </message>
        <message>
            <source>data and target</source>
            <translation>dados e alvo</translation>
        </message>
        <message>
            <source>loss, lower is better</source>
            <translation>perda, menor é melhor</translation>
        </message>
        <message>
            <source>not told apart from the baseline's {value}</source>
            <translation>não se distingue da referência, {value}</translation>
        </message>
        <message>
            <source>of a budget of {budget}</source>
            <translation>de um orçamento de {budget}</translation>
        </message>
        <message>
            <source>stopped early</source>
            <translation>parada antes do fim</translation>
        </message>
        <message>
            <source>the target</source>
            <translation>o alvo</translation>
        </message>
        <message>
            <source>worse than the baseline's {value}</source>
            <translation>pior que a referência, {value}</translation>
        </message>
        <message>
            <source>{budget} budget</source>
            <translation>orçamento de {budget}</translation>
        </message>
        <message>
            <source>{data} has no column “{column}”.</source>
            <translation>{data} não tem a coluna “{column}”.</translation>
        </message>
        <message>
            <source>{elapsed} of {budget}</source>
            <translation>{elapsed} de {budget}</translation>
        </message>
        <message>
            <source>{metric} on held-out rows {value} ({low} to {high})</source>
            <translation>{metric} nas linhas reservadas {value} ({low} a {high})</translation>
        </message>
        <message>
            <source>{metric}, higher is better</source>
            <translation>{metric}, maior é melhor</translation>
        </message>
        <message>
            <source>{metric}, lower is better</source>
            <translation>{metric}, menor é melhor</translation>
        </message>
        <message numerus="yes">
            <source>{n} ended early</source>
            <translation>
                <numerusform>{n} encerrada antes</numerusform>
                <numerusform>{n} encerradas antes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} failed</source>
            <translation>
                <numerusform>{n} falhou</numerusform>
                <numerusform>{n} falharam</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} open findings in the data, the gravest: {detail}</source>
            <translation>
                <numerusform>{n} achado em aberto nos dados: {detail}</numerusform>
                <numerusform>{n} achados em aberto nos dados, o mais grave: {detail}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} rows</source>
            <translation>
                <numerusform>{n} linha</numerusform>
                <numerusform>{n} linhas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} skipped</source>
            <translation>
                <numerusform>{n} pulada</numerusform>
                <numerusform>{n} puladas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials are kept below.</source>
            <translation>
                <numerusform>{n} tentativa está guardada abaixo.</numerusform>
                <numerusform>{n} tentativas estão guardadas abaixo.</numerusform>
            </translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} s</translation>
        </message>
        <message>
            <source>{used} of {total}</source>
            <translation>{used} de {total}</translation>
        </message>
        <message>
            <source>“{column}” is of the kind {kind}, which is not predicted.</source>
            <translation>“{column}” é do tipo {kind}, que não se prevê.</translation>
        </message>
    </context>
    <context>
        <name>Trial</name>
        <message>
            <source>Failed</source>
            <translation>Falhou</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Concluída</translation>
        </message>
        <message>
            <source>Pruned</source>
            <translation>Podada</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Pulada</translation>
        </message>
    </context>
    <context>
        <name>Unlock</name>
        <message>
            <source>&amp;Passphrase</source>
            <translation>&amp;Frase secreta</translation>
        </message>
        <message>
            <source>&amp;Sign</source>
            <translation>&amp;Assinar</translation>
        </message>
        <message>
            <source>Choose the &amp;key file…</source>
            <translation>Escolher o arquivo da c&amp;have…</translation>
        </message>
        <message>
            <source>Choose the key file</source>
            <translation>Escolher o arquivo da chave</translation>
        </message>
        <message>
            <source>Do not sign</source>
            <translation>Não assinar</translation>
        </message>
        <message>
            <source>It opens the key for this one signature.</source>
            <translation>Ela abre a chave para esta única assinatura.</translation>
        </message>
        <message>
            <source>Key {key}…</source>
            <translation>Chave {key}…</translation>
        </message>
        <message>
            <source>Sign</source>
            <translation>Assinar</translation>
        </message>
        <message>
            <source>Sign as {name}</source>
            <translation>Assinar como {name}</translation>
        </message>
        <message>
            <source>The key is neither in this person's key folder nor in the keychain of this machine: choose its file.</source>
            <translation>A chave não está na pasta de chaves desta pessoa nem no chaveiro desta máquina: escolha o arquivo dela.</translation>
        </message>
        <message>
            <source>The key lies in {file}. Its passphrase is not kept.</source>
            <translation>A chave está em {file}. Sua frase secreta não é guardada.</translation>
        </message>
        <message>
            <source>This passphrase does not open the key. Type it again.</source>
            <translation>Esta frase secreta não abre a chave. Digite-a de novo.</translation>
        </message>
        <message>
            <source>Unlocking…</source>
            <translation>Abrindo…</translation>
        </message>
    </context>
    <context>
        <name>Verify</name>
        <message>
            <source>Changed since</source>
            <translation>Mudou depois</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Verificação</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Verificações</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fechar</translation>
        </message>
        <message>
            <source>Each check of the file and how it went</source>
            <translation>Cada verificação do arquivo e seu resultado</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Falhou</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Resultado</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>Passou</translation>
        </message>
        <message>
            <source>The file did not pass: do not use it before you know why.</source>
            <translation>O arquivo não passou: não o use antes de saber por quê.</translation>
        </message>
        <message>
            <source>The file is whole, and its version is in EMERGENCY USE until {end}.</source>
            <translation>O arquivo está íntegro, e sua versão está em USO DE EMERGÊNCIA até {end}.</translation>
        </message>
        <message>
            <source>The file is whole, but its version may not be used now.</source>
            <translation>O arquivo está íntegro, mas sua versão não pode ser usada agora.</translation>
        </message>
        <message>
            <source>The file passed every check, and its version is approved here.</source>
            <translation>O arquivo passou em todas as verificações, e sua versão está aprovada aqui.</translation>
        </message>
        <message>
            <source>Verification of {name}</source>
            <translation>Verificação de {name}</translation>
        </message>
        <message>
            <source>What was seen</source>
            <translation>O que se viu</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>&amp;Remove from this list</source>
            <translation>&amp;Remover desta lista</translation>
        </message>
        <message>
            <source>A folder that Assay made before.</source>
            <translation>Uma pasta que o Assay já criou.</translation>
        </message>
        <message>
            <source>A second person reads the evidence</source>
            <translation>Uma segunda pessoa lê as evidências</translation>
        </message>
        <message>
            <source>An empty folder for your own data and models.</source>
            <translation>Uma pasta vazia para seus dados e modelos.</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>Começar</translation>
        </message>
        <message>
            <source>Drop a CSV or Parquet file, or a project's folder, anywhere here.</source>
            <translation>Solte um arquivo CSV ou Parquet, ou a pasta de um projeto, em qualquer lugar aqui.</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>Explicar</translation>
        </message>
        <message>
            <source>Finds a model for your data, shows why it decides as it does, and keeps the evidence that a reviewer needs.</source>
            <translation>Encontra um modelo para seus dados, mostra por que ele decide como decide e guarda as evidências de que um revisor precisa.</translation>
        </message>
        <message>
            <source>Not there any more</source>
            <translation>Não existe mais</translation>
        </message>
        <message>
            <source>One ONNX file with its passport</source>
            <translation>Um arquivo ONNX com seu passaporte</translation>
        </message>
        <message>
            <source>Open data</source>
            <translation>Abrir dados</translation>
        </message>
        <message>
            <source>Real data, ready to train: 48,842 people of a census.</source>
            <translation>Dados reais, prontos para treinar: 48.842 pessoas de um censo.</translation>
        </message>
        <message>
            <source>Recent projects</source>
            <translation>Projetos recentes</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Remover</translation>
        </message>
        <message>
            <source>Remove {project} from the list</source>
            <translation>Remover {project} da lista</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Revisar</translation>
        </message>
        <message>
            <source>See its columns and its faults</source>
            <translation>Veja suas colunas e seus defeitos</translation>
        </message>
        <message>
            <source>Ship</source>
            <translation>Entregar</translation>
        </message>
        <message>
            <source>The best model that your time allows</source>
            <translation>O melhor modelo que seu tempo permite</translation>
        </message>
        <message>
            <source>The way of a model</source>
            <translation>O caminho de um modelo</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Treinar</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>Boas-vindas</translation>
        </message>
        <message>
            <source>Welcome to Assay</source>
            <translation>Boas-vindas ao Assay</translation>
        </message>
        <message>
            <source>What it decides by, row by row</source>
            <translation>Com base em que ele decide, linha a linha</translation>
        </message>
        <message>
            <source>What you open shows here.</source>
            <translation>O que você abrir aparece aqui.</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>Assay</source>
            <translation>Assay</translation>
        </message>
        <message>
            <source>Discard it</source>
            <translation>Descartá-lo</translation>
        </message>
        <message>
            <source>Do not quit</source>
            <translation>Não sair</translation>
        </message>
        <message>
            <source>Finishing what is being written…</source>
            <translation>Terminando o que está sendo gravado…</translation>
        </message>
        <message>
            <source>It can go on without the window: open the project again to see it.</source>
            <translation>Ele pode continuar sem a janela: abra o projeto novamente para vê-lo.</translation>
        </message>
        <message>
            <source>Let it run</source>
            <translation>Deixar continuar</translation>
        </message>
        <message>
            <source>Open a project's folder</source>
            <translation>Abrir a pasta de um projeto</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Sair</translation>
        </message>
        <message>
            <source>Tools</source>
            <translation>Ferramentas</translation>
        </message>
        <message numerus="yes">
            <source>{n} job is still at work.</source>
            <translation>
                <numerusform>{n} trabalho ainda está em andamento.</numerusform>
                <numerusform>{n} trabalhos ainda estão em andamento.</numerusform>
            </translation>
        </message>
        <message>
            <source>{project} – Assay</source>
            <translation>{project} – Assay</translation>
        </message>
    </context>
    <context>
        <name>Work</name>
        <message>
            <source>How far the work is</source>
            <translation>O andamento do trabalho</translation>
        </message>
    </context>
</TS>
