<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;About Assay</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Close project</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Command palette…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Data</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Discard the run…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Explain</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Job centre</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Models</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;New project…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Open data…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Review</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Settings…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Start training</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Submit for review…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Train</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Verify an ONNX file…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Add a &amp;person…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>English or &amp;Portuguese</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Find an action by its name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Import a CSV or Parquet file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Light or &amp;dark</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open pro&amp;ject…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open the &amp;demo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Re&amp;fresh</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Re&amp;ports</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Save the &amp;ONNX file…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Save the &amp;report…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show or hide running and ended work</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stop and &amp;keep the best</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Switch between English and Portuguese</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Switch between light and dark</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Audit</name>
        <message>
            <source>Approved</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Data imported</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>ONNX file saved</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Person added</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Project created</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Report saved</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Request voided</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Submitted for review</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Training run recorded</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Decision</name>
        <message>
            <source>Approved</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Details</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A file or folder refused</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Assay</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Check that it is there, that you may use it, and that the disk has room.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Code: {code}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Copies all of this as text</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Details</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Something went wrong inside Assay</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>That did not work</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The job failed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Try again; if it comes back, report it with the details below.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What the project holds is not touched by this.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Evidence</name>
        <message>
            <source>Baseline</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Data</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Environment</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Figure</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Importance</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Parity certificate</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Results by group</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Search</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The evidence '{kind}' cannot be read: it is not of the form that Assay writes.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This version has no evidence of the kind '{kind}'.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Copy all of this</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Headline</name>
        <message>
            <source>A class has too few rows</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A newer Assay made this project</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A record was changed behind the log's back</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A rejection needs a comment</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A stored file is not as it should be</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Assay does not know this kind of file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Evidence was changed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>It is under review already</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nobody decides on their own work</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing was scored</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Only an administrator may do this</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The ONNX file cannot be used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The audit log does not verify</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The checkpoint cannot be used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The data cannot be used as it is</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The demo cannot be opened</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The file cannot be used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The file cannot be written</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The file exists already</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The file is empty</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The file is not there</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The file's encoding is another one</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The file's passport cannot be read</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The job could not be started</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The job could not do this</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The job has ended already</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The job was discarded</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The lineage cannot be shown</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The model cannot be exported</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The model could not be measured</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The model predicts something else</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The name is taken</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The policy cannot be used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The project cannot be opened</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The project may only be read</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The registry cannot be used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The registry is busy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The registry refused the record</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The request cannot be decided</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The request is void</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The review refused this</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The row cannot be explained</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The rows differ in length</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The search found no model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The system refused</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The version cannot be used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The version changed at this moment</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The version does not meet the policy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The version's manifest is not as it should be</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The version's state does not allow this</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The worker died</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There are too few rows</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is a project already</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no parity certificate</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no project</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no such learner</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no such target column</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no such version</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This kind of file cannot be read</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This metric cannot be used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This person cannot do this</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This policy asks for signed decisions</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Two columns have the same name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>You have decided on this request</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Job</name>
        <message>
            <source>Discarded</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Explanation</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Failed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Finished</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Queued</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Running</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scoring</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Training</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Verification</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Jobs</name>
        <message>
            <source>Asked by</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Discard</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Discard this job?</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Discard…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Elapsed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>It ends without a result. The trials that it finished stay in its log.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Job centre</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let it run</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No work yet: import data or train a model.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Running and ended work of this project, newest first</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show its files</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stage</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Started</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Starting</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stop and keep the best</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stopping, keeps its best</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Work</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Kind</name>
        <message>
            <source>Boolean</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Categorical</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Date and time</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Identifier</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ignored</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Numeric</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Text</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Learner</name>
        <message>
            <source>CatBoost</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Elastic net</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Extra trees</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Histogram gradient boosting</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Lasso LARS</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>LightGBM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Linear support vectors</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Logistic regression, L1</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Logistic regression, L2</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nearest neighbours</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Random forest</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stochastic gradient descent</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>XGBoost</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>XGBoost, limited depth</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Metric</name>
        <message>
            <source>Accuracy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Average precision</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Balanced accuracy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Brier score</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>F1</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>F1, mean of classes</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Log-loss</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mean absolute error</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mean absolute percentage error</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Median absolute error</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Precision</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>R squared</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>ROC AUC</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>ROC AUC, one against the rest</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Recall</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Root mean squared error</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Models</name>
        <message>
            <source>95 % high</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>95 % interval</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>95 % low</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>About</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>After</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Against it</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Approved</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Baseline</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Before</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Best plain model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Better</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Better is</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>By</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Comment</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Data snapshot</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Decision</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Details</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Environment</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Found</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Generated rows</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Held out</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Held-out rows</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Higher</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Higher is better</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Labels changed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Largest difference</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Lower</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Lower is better</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Made</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Met</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Metric</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not met</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not signed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Place</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Policy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Request closed: {state}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Requested</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Requested by {who} on {when}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Review request</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Role</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Rows</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Rows tried</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Rule</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Signature</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Signed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Source file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stage</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Target</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The best plain model reaches {value}, between {low} and {high}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This version</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Tied</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Training run</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Under review</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Version</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Voided</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What it asks</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Who</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Why</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Withdrawn</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Worse</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>policy {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{low} to {high}</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>{n} trials, seed {seed}, by {who}</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>{who} at the stage {stage}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Page</name>
        <message>
            <source>Page</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Plots</name>
        <message>
            <source>95 % high</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>95 % low</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>After {n} trials in {time}, {learner} leads with a loss of {loss}.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>Average prediction</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Best so far</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>CSV table (*.csv)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Column</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Constant guess</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Contribution</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Copy the &amp;table</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ended early: it was behind</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Failed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Learner</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Linear model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Loss ({metric})</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mean absolute contribution</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mean absolute error</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mean error</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Measure</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Metric</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Note</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>Over {n} held-out rows, {column} moves the predictions most: by {amount} on average.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>PNG picture (*.png)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Predicted as the second class</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Predicted as {label}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Predicted {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Prediction for this row</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Probability of {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Reset the view (0)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Results by {column}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Row {row}: the predicted {name} is {value}; the average is {base}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Row {row}: the probability of {name} is {value}; the average is {base}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>SVG drawing (*.svg)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Save as &amp;PNG…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Save as &amp;SVG…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Save the data as &amp;CSV…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Search progress</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show the chart</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show the table</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>That is better than the best baseline, {name} ({value}): the intervals are apart.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>That is worse than the best baseline, {name} ({value}): the intervals are apart.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>That is {share} of all movement.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The interval overlaps with that of the best baseline, {name} ({value}).</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The model against simple baselines</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is nothing to show yet.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Time since the start</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Trial</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Trial {number}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Value</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What drives the predictions</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Why this prediction</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Wrong labels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>higher is better</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>lower is better</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>prediction minus truth</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>probability</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>share of rows</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>the other {n} columns</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>{column} moves it most, by {amount}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{measure} by {column}: from {low} ({least}) to {high} ({most}).</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{metric} on held-out rows is {value}, between {low} and {high} at 95 %.</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>{name} ({n} rows)</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} groups are too small to judge (hollow).</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} more columns are in the table.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} smaller groups are left out.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials failed or were skipped (crosses).</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} trials in {time}; none has a result yet.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} worse trials lie above the range shown.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>{value} h</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{value} min</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{value} s</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Acting as {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pages</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Project {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>You act as {name}. This is self-declared: no key is enrolled.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{name} (administrator)</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Request</name>
        <message>
            <source>Approved</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Voided</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Role</name>
        <message>
            <source>Feature</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Left out</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Protected</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Saving</name>
        <message>
            <source>CSV table (*.csv)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Markdown table (*.md)</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>A job that goes on is found again when the project is opened.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>As the system</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ask</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Change “{title}”</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Changes at once. Messages of the engine and reports stay in English.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Discard them</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>English</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let them run</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Light or dark; by default as the system is, and it follows it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open the last project at the start</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Português (Brasil)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Running jobs on quitting</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Training budget</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What the Train page offers for a new run: wall clock for the whole run.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>With the page and what was typed as they were left.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>s</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Stage</name>
        <message>
            <source>Building the ONNX graph</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Checking the file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Checking the model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Comparing Python with ONNX</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Explaining</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Measuring on held-out rows</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Preparing the data</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Reading</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Reading the data</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Recording</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Refitting the best</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scoring</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Searching</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Storing</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Writing the file</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message>
            <source>Approved</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Archived</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Candidate</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Changes requested</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Draft</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expired</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>In review</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Retired</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Suspended</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Withdrawn</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>How far the work is</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No work in progress</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>about {time} left</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>{n} more job at work</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Table</name>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Export CSV…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Sort by</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Copy as &amp;Markdown</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Export Mark&amp;down…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing here yet</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing matches the filter</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The order given</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Task</name>
        <message>
            <source>Binary classification</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Multiclass classification</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Regression</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Trial</name>
        <message>
            <source>Failed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Finished</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pruned</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Verdict</name>
        <message>
            <source>Failed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Passed</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>Assay</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Discard it</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Do not quit</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>It can go on without the window: open the project again to see it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let it run</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open a project's folder</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Quit</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Tools</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>{n} job is still at work.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>{project} – Assay</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
</TS>
