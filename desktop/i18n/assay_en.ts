<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Audit</name>
        <message numerus="yes">
            <source>The log does NOT verify, as of {when}: {n} findings.</source>
            <translation>
                <numerusform>The log does NOT verify, as of {when}: {n} finding.</numerusform>
                <numerusform>The log does NOT verify, as of {when}: {n} findings.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} anchors agree</source>
            <translation>
                <numerusform>{n} anchor agrees</numerusform>
                <numerusform>{n} anchors agree</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} differ</source>
            <translation>
                <numerusform>{n} differs</numerusform>
                <numerusform>{n} differ</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} out of reach</source>
            <translation>
                <numerusform>{n} out of reach</numerusform>
                <numerusform>{n} out of reach</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Data</name>
        <message numerus="yes">
            <source>{n} changes not applied</source>
            <translation>
                <numerusform>{n} change not applied</numerusform>
                <numerusform>{n} changes not applied</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} distinct values fall together in the model's numbers (float32). Make the column categorical where the difference matters.</source>
            <translation>
                <numerusform>{n} distinct value falls together with another in the model's numbers (float32). Make the column categorical where the difference matters.</numerusform>
                <numerusform>{n} distinct values fall together in the model's numbers (float32). Make the column categorical where the difference matters.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} snapshots</source>
            <translation>
                <numerusform>{n} snapshot</numerusform>
                <numerusform>{n} snapshots</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Deploy</name>
        <message numerus="yes">
            <source>Passed, {n} rules waived</source>
            <translation>
                <numerusform>Passed, {n} rule waived</numerusform>
                <numerusform>Passed, {n} rules waived</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Drill</name>
        <message numerus="yes">
            <source>{n} attacks on copies were found by what should find them.</source>
            <translation>
                <numerusform>{n} attack on copies was found by what should find it.</numerusform>
                <numerusform>{n} attacks on copies were found by what should find them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} attacks were NOT found by what should find them: do not rely on this log.</source>
            <translation>
                <numerusform>{n} attack was NOT found by what should find it: do not rely on this log.</numerusform>
                <numerusform>{n} attacks were NOT found by what should find them: do not rely on this log.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} could not be tried: the project has nothing that they attack.</source>
            <translation>
                <numerusform>{n} could not be tried: the project has nothing that it attacks.</numerusform>
                <numerusform>{n} could not be tried: the project has nothing that they attack.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} of them only a checkpoint that was kept outside finds.</source>
            <translation>
                <numerusform>{n} of them only a checkpoint that was kept outside finds.</numerusform>
                <numerusform>{n} of them only a checkpoint that was kept outside finds.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} of them only public keys that were kept outside find.</source>
            <translation>
                <numerusform>{n} of them only public keys that were kept outside find.</numerusform>
                <numerusform>{n} of them only public keys that were kept outside find.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Explain</name>
        <message numerus="yes">
            <source>The most frequent mistake: {n} rows of {truth} are labelled {label}.</source>
            <translation>
                <numerusform>The most frequent mistake: {n} row of {truth} is labelled {label}.</numerusform>
                <numerusform>The most frequent mistake: {n} rows of {truth} are labelled {label}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>of {n} held-out rows</source>
            <translation>
                <numerusform>of {n} held-out row</numerusform>
                <numerusform>of {n} held-out rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{right} of {n} held-out rows have the right label ({share}).</source>
            <translation>
                <numerusform>{right} of {n} held-out row has the right label ({share}).</numerusform>
                <numerusform>{right} of {n} held-out rows have the right label ({share}).</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Lineage</name>
        <message numerus="yes">
            <source>{n} aliases</source>
            <translation>
                <numerusform>{n} alias</numerusform>
                <numerusform>{n} aliases</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} batches of predictions</source>
            <translation>
                <numerusform>{n} batch of predictions</numerusform>
                <numerusform>{n} batches of predictions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} data snapshots</source>
            <translation>
                <numerusform>{n} data snapshot</numerusform>
                <numerusform>{n} data snapshots</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} decisions</source>
            <translation>
                <numerusform>{n} decision</numerusform>
                <numerusform>{n} decisions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} deployments</source>
            <translation>
                <numerusform>{n} deployment</numerusform>
                <numerusform>{n} deployments</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} environments</source>
            <translation>
                <numerusform>{n} environment</numerusform>
                <numerusform>{n} environments</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files</source>
            <translation>
                <numerusform>{n} file</numerusform>
                <numerusform>{n} files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files of predictions</source>
            <translation>
                <numerusform>{n} file of predictions</numerusform>
                <numerusform>{n} files of predictions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} models</source>
            <translation>
                <numerusform>{n} model</numerusform>
                <numerusform>{n} models</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} pieces of evidence</source>
            <translation>
                <numerusform>{n} piece of evidence</numerusform>
                <numerusform>{n} pieces of evidence</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} policies</source>
            <translation>
                <numerusform>{n} policy</numerusform>
                <numerusform>{n} policies</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} review requests</source>
            <translation>
                <numerusform>{n} review request</numerusform>
                <numerusform>{n} review requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} source files</source>
            <translation>
                <numerusform>{n} source file</numerusform>
                <numerusform>{n} source files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} states of the code</source>
            <translation>
                <numerusform>{n} state of the code</numerusform>
                <numerusform>{n} states of the code</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} training runs</source>
            <translation>
                <numerusform>{n} training run</numerusform>
                <numerusform>{n} training runs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials, seed {seed}, by {who}</source>
            <translation>
                <numerusform>{n} trial, seed {seed}, by {who}</numerusform>
                <numerusform>{n} trials, seed {seed}, by {who}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} versions</source>
            <translation>
                <numerusform>{n} version</numerusform>
                <numerusform>{n} versions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} withdrawals of data</source>
            <translation>
                <numerusform>{n} withdrawal of data</numerusform>
                <numerusform>{n} withdrawals of data</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Models</name>
        <message numerus="yes">
            <source>of {n} models</source>
            <translation>
                <numerusform>of {n} model</numerusform>
                <numerusform>of {n} models</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{name}: {n} approvals</source>
            <translation>
                <numerusform>{name}: {n} approval</numerusform>
                <numerusform>{name}: {n} approvals</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} rules are not met: the version cannot be submitted.</source>
            <translation>
                <numerusform>{n} rule is not met: the version cannot be submitted.</numerusform>
                <numerusform>{n} rules are not met: the version cannot be submitted.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} versions</source>
            <translation>
                <numerusform>{n} version</numerusform>
                <numerusform>{n} versions</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Plots</name>
        <message numerus="yes">
            <source>After {n} trials in {time}, {learner} leads with a loss of {loss}.</source>
            <translation>
                <numerusform>After {n} trial in {time}, {learner} leads with a loss of {loss}.</numerusform>
                <numerusform>After {n} trials in {time}, {learner} leads with a loss of {loss}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Over {n} held-out rows, {column} moves the predictions most: by {amount} on average.</source>
            <translation>
                <numerusform>Over {n} held-out row, {column} moves the predictions most: by {amount} on average.</numerusform>
                <numerusform>Over {n} held-out rows, {column} moves the predictions most: by {amount} on average.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and {n} more</source>
            <translation>
                <numerusform>and {n} more</numerusform>
                <numerusform>and {n} more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>the other {n} columns</source>
            <translation>
                <numerusform>the other column</numerusform>
                <numerusform>the other {n} columns</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{name} ({n} rows)</source>
            <translation>
                <numerusform>{name} ({n} row)</numerusform>
                <numerusform>{name} ({n} rows)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} groups are too small to judge (hollow).</source>
            <translation>
                <numerusform>{n} group is too small to judge (hollow).</numerusform>
                <numerusform>{n} groups are too small to judge (hollow).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} more columns are in the table.</source>
            <translation>
                <numerusform>{n} more column is in the table.</numerusform>
                <numerusform>{n} more columns are in the table.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} smaller groups are left out.</source>
            <translation>
                <numerusform>{n} smaller group is left out.</numerusform>
                <numerusform>{n} smaller groups are left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials failed or were skipped (crosses).</source>
            <translation>
                <numerusform>{n} trial failed or was skipped (cross).</numerusform>
                <numerusform>{n} trials failed or were skipped (crosses).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials in {time}; none has a result yet.</source>
            <translation>
                <numerusform>{n} trial in {time}; it has no result yet.</numerusform>
                <numerusform>{n} trials in {time}; none has a result yet.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} worse trials lie above the range shown.</source>
            <translation>
                <numerusform>{n} worse trial lies above the range shown.</numerusform>
                <numerusform>{n} worse trials lie above the range shown.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Review</name>
        <message numerus="yes">
            <source>The same content, one ONNX graph, was asked for {n} times besides.</source>
            <translation>
                <numerusform>The same content, one ONNX graph, was asked for {n} time besides.</numerusform>
                <numerusform>The same content, one ONNX graph, was asked for {n} times besides.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} of the oldest wait for you.</source>
            <translation>
                <numerusform>{n} of the oldest waits for you.</numerusform>
                <numerusform>{n} of the oldest wait for you.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} of them did not stand: read why before you decide.</source>
            <translation>
                <numerusform>{n} of them did not stand: read why before you decide.</numerusform>
                <numerusform>{n} of them did not stand: read why before you decide.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} of them wait for you.</source>
            <translation>
                <numerusform>{n} of them waits for you.</numerusform>
                <numerusform>{n} of them wait for you.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} requests wait for a decision.</source>
            <translation>
                <numerusform>{n} request waits for a decision.</numerusform>
                <numerusform>{n} requests wait for a decision.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} rows tried</source>
            <translation>
                <numerusform>{n} row tried</numerusform>
                <numerusform>{n} rows tried</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{policy}, {n} waived</source>
            <translation>
                <numerusform>{policy}, {n} waived</numerusform>
                <numerusform>{policy}, {n} waived</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message numerus="yes">
            <source>{n} more job at work</source>
            <translation>
                <numerusform>{n} more job at work</numerusform>
                <numerusform>{n} more jobs at work</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Train</name>
        <message numerus="yes">
            <source>{n} ended early</source>
            <translation>
                <numerusform>{n} ended early</numerusform>
                <numerusform>{n} ended early</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} failed</source>
            <translation>
                <numerusform>{n} failed</numerusform>
                <numerusform>{n} failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} open findings in the data, the gravest: {detail}</source>
            <translation>
                <numerusform>{n} open finding in the data: {detail}</numerusform>
                <numerusform>{n} open findings in the data, the gravest: {detail}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} rows</source>
            <translation>
                <numerusform>{n} row</numerusform>
                <numerusform>{n} rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} skipped</source>
            <translation>
                <numerusform>{n} skipped</numerusform>
                <numerusform>{n} skipped</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials are kept below.</source>
            <translation>
                <numerusform>{n} trial is kept below.</numerusform>
                <numerusform>{n} trials are kept below.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message numerus="yes">
            <source>{n} job is still at work.</source>
            <translation>
                <numerusform>{n} job is still at work.</numerusform>
                <numerusform>{n} jobs are still at work.</numerusform>
            </translation>
        </message>
    </context>
</TS>
