// Generated from the OpenAPI document of apps/api by tooling/openapi-client; change that, not this.

export interface paths {
    "/cost/books/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prices of a book, each with the document that it is from */
        get: operations["listPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cost/comparisons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a second scenario costs more than a first, of one sample, with intervals */
        post: operations["compareCosts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cost/datasets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a dataset of the key-value store costs to keep, by the memory that it takes */
        get: operations["keepDataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cost/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What data like a sample cost to keep, with intervals */
        post: operations["estimateCost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cost/explanations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where one number of an estimate comes from */
        post: operations["explainCost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cost/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where data can be kept */
        get: operations["listMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cost/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a job on all of its input takes on EMR, from an execution on a part */
        post: operations["estimateRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cost/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Samples, newest first */
        get: operations["listSamples"];
        put?: never;
        /** Send records to be measured */
        post: operations["uploadSample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cost/samples/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One sample */
        get: operations["getSample"];
        put?: never;
        post?: never;
        /** Forget a sample */
        delete: operations["removeSample"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cost/samples/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Measure records that the platform has */
        post: operations["readSample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has changed what, newest first */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/hooks/{forge}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a forge tells of a push or a pull request, signed with the secret of the repository */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/repositories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Repositories by name, and how the last look at each went */
        get: operations["listRepositories"];
        put?: never;
        /** Add a repository; the first look at it builds the target branch */
        post: operations["addRepository"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/repositories/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One repository */
        get: operations["getRepository"];
        /** Change what is given of a repository */
        put: operations["changeRepository"];
        post?: never;
        /** Remove a repository with its runs; refused while one of them has not ended */
        delete: operations["removeRepository"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/repositories/{name}/hook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Have the bare repository on the server’s machine tell of pushes */
        put: operations["installHook"];
        post?: never;
        /** Take the hook away; what was there before is put back */
        delete: operations["removeHook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/repositories/{name}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look now whether a repository has changed */
        post: operations["lookAtRepository"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/repositories/{repository}/best": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The best values so far, which gates against the best hold */
        get: operations["listBest"];
        put?: never;
        post?: never;
        /** Forget the best value of a figure: the next good run of the target branch sets it anew */
        delete: operations["resetBest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/repositories/{repository}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tests whose failures do not count, and those whose quarantine is over */
        get: operations["listQuarantine"];
        /** Have failures of a test not count until a day; of one that is there already, another day */
        put: operations["quarantineTest"];
        post?: never;
        /** Have failures of a test count again */
        delete: operations["releaseTest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/repositories/{repository}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How tests have gone in their last runs: the slowest, or those that are most flaky */
        get: operations["listTests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/repositories/{repository}/tests/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one test went, the newest run first */
        get: operations["listTestOutcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/repositories/{repository}/trends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures of a branch over its runs */
        get: operations["listTrends"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, newest first */
        get: operations["listRuns"];
        put?: never;
        /** Ask for a run of a commit; the run that is there, where it was asked for before */
        post: operations["requestRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run with its steps and its verdict */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a run begin that is held: a change from a fork */
        post: operations["approveRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/artifacts/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An artifact of a run, as a tar file */
        get: operations["getArtifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a run that has not ended: its processes are killed */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of one run, until it ends */
        get: operations["followRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the same commit again, whole or from a step on */
        post: operations["rerun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/steps/{step}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of the log of a step, from any one on */
        get: operations["readLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/steps/{step}/log/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of the log of a step, those that are there and those that come */
        get: operations["followLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/steps/{step}/log/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of a log that have a text in them */
        get: operations["searchLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a run is good enough, and why; for people as markdown */
        get: operations["getVerdict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/{id}/verdict/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What other gates would have said of a run; nothing changes */
        post: operations["replayVerdict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/runs/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of every run, as they happen */
        get: operations["followRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Named tokens, also revoked ones; never the tokens themselves */
        get: operations["listTokens"];
        put?: never;
        /** Make a token; it is shown this once */
        post: operations["makeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployer/tokens/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a token; its sessions end as well */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State changes of every execution, as they happen */
        get: operations["followExecutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/{dataset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Many values by their keys */
        post: operations["getManyValues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/{dataset}/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One value, as it is */
        get: operations["getValue"];
        /** Set one value of a live dataset */
        put: operations["putValue"];
        post?: never;
        /** Delete one entry of a live dataset */
        delete: operations["deleteValue"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run one command of the RESP protocol */
        post: operations["runKvCommand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Datasets with their versions and memory */
        get: operations["listDatasets"];
        put?: never;
        /** Make a live dataset, which is written entry by entry */
        post: operations["createDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/datasets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One dataset */
        get: operations["getDataset"];
        put?: never;
        post?: never;
        /** Remove a dataset with all that is in it */
        delete: operations["removeDataset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/datasets/{name}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries whose keys begin with a prefix, in key order; in no order where none is kept */
        get: operations["listKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/datasets/{name}/pins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show some users, or a share of connections, another version */
        post: operations["pinVersions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/datasets/{name}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Serve a kept version again */
        post: operations["rollBackDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/datasets/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a new version: readers see the one before until it is whole */
        post: operations["publishVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/replication/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a replica an ordinary store, which follows nobody and takes writes */
        post: operations["promoteReplica"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kv/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the store did since it started: connections, commands, latencies, hot keys */
        get: operations["getKvStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Executions, newest first */
        get: operations["listExecutions"];
        put?: never;
        /** Run a registered job */
        post: operations["startExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/executions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One execution with its counters */
        get: operations["getExecution"];
        put?: never;
        post?: never;
        /** Remove what an execution left, its output included */
        delete: operations["discardExecution"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/executions/{id}/diagnosis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why an execution failed, or what made it slow */
        get: operations["diagnoseExecution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/executions/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The progress of one execution, until it ends */
        get: operations["followExecution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/executions/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a stopped or interrupted execution, from the tasks that it had finished */
        post: operations["resumeExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/executions/{id}/retry-skipped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the job again on nothing but the records that an execution skipped */
        post: operations["retrySkipped"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/executions/{id}/skipped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that were skipped, in input order, with the place and the reason */
        get: operations["listSkipped"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/executions/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a running execution */
        post: operations["stopExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/executions/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finished tasks with their times, in the order in which they ended */
        get: operations["listTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/inputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files under the allowed roots, newest first */
        get: operations["listInputs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs that may be run here */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mapreduce/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a file to run jobs on */
        post: operations["uploadInput"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything it needs answers (503 when not) */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this client is signed in */
        get: operations["getSession"];
        put?: never;
        /** Trade the token for a cookie */
        post: operations["signIn"];
        /** Forget the cookie */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/warehouse/loads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Loads, newest first */
        get: operations["listLoads"];
        put?: never;
        /** Load an execution’s output into a table, in one transaction */
        post: operations["startLoad"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/warehouse/queries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run one read-only statement */
        post: operations["runQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/warehouse/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tables with their size and newest load */
        get: operations["listTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/warehouse/tables/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One table */
        get: operations["getTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccessToken: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            name: string;
            /** Format: date-time */
            revokedAt?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
        };
        AccessTokenInput: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            name: string;
            /** Format: date-time */
            revokedAt?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
        };
        AddRepository: {
            name: string;
            /**
             * @description Milliseconds between looks; null: it is not polled
             * @default 60000
             */
            pollMs: number | null;
            /** @default main */
            targetBranch: string;
            /** @description https, ssh or git, or a path of the server’s machine that it may use; without a password */
            url: string;
            webhookSecret?: components["schemas"]["WebhookSecret"];
        };
        AddRepositoryInput: {
            name: string;
            /**
             * @description Milliseconds between looks; null: it is not polled
             * @default 60000
             */
            pollMs: number | null;
            /** @default main */
            targetBranch: string;
            /** @description https, ssh or git, or a path of the server’s machine that it may use; without a password */
            url: string;
            webhookSecret?: components["schemas"]["WebhookSecretInput"];
        };
        Affected: {
            paths: string[];
        } | {
            /** @description Name of a package, as turbo has it */
            turbo: string;
        } | {
            /** @description Name of a project, as nx has it */
            nx: string;
        };
        AffectedInput: {
            paths: string[];
        } | {
            /** @description Name of a package, as turbo has it */
            turbo: string;
        } | {
            /** @description Name of a project, as nx has it */
            nx: string;
        };
        Artifact: {
            bytes: number;
            /** @description sha256 of its archive */
            digest: string;
            files: number;
            name: string;
        };
        ArtifactInput: {
            bytes: number;
            /** @description sha256 of its archive */
            digest: string;
            files: number;
            name: string;
        };
        BestValue: {
            branch: string;
            commit: string;
            metric: string;
            value: number;
        };
        BestValueInput: {
            branch: string;
            commit: string;
            metric: string;
            value: number;
        };
        BookPrice: {
            /** @description Of the document that it is from */
            address: string;
            amount: number;
            date: string;
            id: string;
            /** @description More than a year */
            isOld: boolean;
            /** @description The line of the document that has it */
            quote: string;
            region: string;
            unit: string;
            what: string;
        };
        BookPriceInput: {
            /** @description Of the document that it is from */
            address: string;
            amount: number;
            date: string;
            id: string;
            /** @description More than a year */
            isOld: boolean;
            /** @description The line of the document that has it */
            quote: string;
            region: string;
            unit: string;
            what: string;
        };
        BreakEven: {
            /** @description The one that costs more to read, or to keep alike */
            cheap: string;
            /** @description The medium that costs more to keep */
            dear: string;
            /** @description Read a record more often, and the dear one is cheaper; missing where it never is */
            secondsBetweenReads?: components["schemas"]["Interval"];
        };
        BreakEvenInput: {
            /** @description The one that costs more to read, or to keep alike */
            cheap: string;
            /** @description The medium that costs more to keep */
            dear: string;
            /** @description Read a record more often, and the dear one is cheaper; missing where it never is */
            secondsBetweenReads?: components["schemas"]["IntervalInput"];
        };
        Change: {
            /** @description `run.cancelled`, `repository.added`, `token.revoked` */
            action: string;
            actor: string;
            /** Format: date-time */
            at: string;
            details: {
                [key: string]: unknown;
            };
            /** @description 20 characters that sort by creation time */
            id: string;
            /** @description Name of the repository or token, id of the run */
            subject: string;
        };
        ChangeInput: {
            /** @description `run.cancelled`, `repository.added`, `token.revoked` */
            action: string;
            actor: string;
            /** Format: date-time */
            at: string;
            details: {
                [key: string]: unknown;
            };
            /** @description 20 characters that sort by creation time */
            id: string;
            /** @description Name of the repository or token, id of the run */
            subject: string;
        };
        ChangeRepository: {
            /** @description Milliseconds between looks; null: it is not polled */
            pollMs?: number | null;
            targetBranch?: string;
            /** @description https, ssh or git, or a path of the server’s machine that it may use; without a password */
            url?: string;
            webhookSecret?: components["schemas"]["WebhookSecret"] | null;
        };
        ChangeRepositoryInput: {
            /** @description Milliseconds between looks; null: it is not polled */
            pollMs?: number | null;
            targetBranch?: string;
            /** @description https, ssh or git, or a path of the server’s machine that it may use; without a password */
            url?: string;
            webhookSecret?: components["schemas"]["WebhookSecretInput"] | null;
        };
        Checkout: {
            /**
             * @description Bring large files, by git-lfs
             * @default false
             */
            lfs: boolean;
            /**
             * @description Those of submodules too
             * @default false
             */
            submodules: boolean;
        };
        CheckoutInput: {
            /**
             * @description Bring large files, by git-lfs
             * @default false
             */
            lfs: boolean;
            /**
             * @description Those of submodules too
             * @default false
             */
            submodules: boolean;
        };
        CodeFinding: {
            /** @description Digests of its line, and of that with its neighbours: by them it is known where lines have moved */
            context?: {
                around: string;
                line: string;
            };
            message: string;
            place?: components["schemas"]["CodePlace"];
            rule: string;
            /** @enum {string} */
            severity: "error" | "warning" | "note";
            tool: string;
        };
        CodeFindingInput: {
            /** @description Digests of its line, and of that with its neighbours: by them it is known where lines have moved */
            context?: {
                around: string;
                line: string;
            };
            message: string;
            place?: components["schemas"]["CodePlaceInput"];
            rule: string;
            /** @enum {string} */
            severity: "error" | "warning" | "note";
            tool: string;
        };
        CodePlace: {
            column?: number;
            file: string;
            line?: number;
        };
        CodePlaceInput: {
            column?: number;
            file: string;
            line?: number;
        };
        Column: {
            name: string;
            /** @enum {string} */
            type: "text" | "integer" | "float";
        };
        ColumnInput: {
            name: string;
            /** @enum {string} */
            type: "text" | "integer" | "float";
        };
        CommandLatency: {
            calls: number;
            command: string;
            maxUs: number;
            p50Us: number;
            p99Us: number;
        };
        CommandLatencyInput: {
            calls: number;
            command: string;
            maxUs: number;
            p50Us: number;
            p99Us: number;
        };
        CompareCosts: {
            first: components["schemas"]["Scenario"];
            sampleId: string;
            second: components["schemas"]["Scenario"];
        };
        CompareCostsInput: {
            first: components["schemas"]["ScenarioInput"];
            sampleId: string;
            second: components["schemas"]["ScenarioInput"];
        };
        ComparisonReply: {
            /** @description Fields in which the scenarios differ */
            changes: {
                field: string;
                first: string;
                second: string;
            }[];
            confidence: number;
            lines: {
                /** @description The second less the first, where both have it: what both rest on varies alike in both */
                difference?: components["schemas"]["Interval"];
                /** @description Missing where the first scenario has no such line */
                first?: components["schemas"]["Interval"];
                /** @description As an explanation names it: `total`, `ram.last` */
                line: string;
                /** @description Missing where the second scenario has no such line */
                second?: components["schemas"]["Interval"];
                unit: string;
            }[];
            /** @description Media that one of the books has no price of */
            unpriced: components["schemas"]["UnpricedMedium"][];
            warnings: string[];
        };
        ComparisonReplyInput: {
            /** @description Fields in which the scenarios differ */
            changes: {
                field: string;
                first: string;
                second: string;
            }[];
            confidence: number;
            lines: {
                /** @description The second less the first, where both have it: what both rest on varies alike in both */
                difference?: components["schemas"]["IntervalInput"];
                /** @description Missing where the first scenario has no such line */
                first?: components["schemas"]["IntervalInput"];
                /** @description As an explanation names it: `total`, `ram.last` */
                line: string;
                /** @description Missing where the second scenario has no such line */
                second?: components["schemas"]["IntervalInput"];
                unit: string;
            }[];
            /** @description Media that one of the books has no price of */
            unpriced: components["schemas"]["UnpricedMediumInput"][];
            warnings: string[];
        };
        CompressionAdvice: {
            choices: components["schemas"]["CompressionChoice"][];
            /** @description Of all values as they are */
            datasetBytes: number;
            datasetValues: number;
            /** @description Other values of the sample, which everything here was measured on */
            judgedOn: number;
            reason: string;
            /** @description Name of the choice */
            recommended: string;
            /** @description Values of the sample that dictionaries were trained on */
            trainedOn: number;
        };
        CompressionAdviceInput: {
            choices: components["schemas"]["CompressionChoiceInput"][];
            /** @description Of all values as they are */
            datasetBytes: number;
            datasetValues: number;
            /** @description Other values of the sample, which everything here was measured on */
            judgedOn: number;
            reason: string;
            /** @description Name of the choice */
            recommended: string;
            /** @description Values of the sample that dictionaries were trained on */
            trainedOn: number;
        };
        CompressionChoice: {
            /** @description Microseconds to compress one value */
            compressUs: number;
            /** @description All values of the dataset, and the dictionary */
            datasetBytes: number;
            dictionaryBytes?: number;
            /**
             * @description zlib is there to compare with: no dataset uses it
             * @enum {string}
             */
            kind: "none" | "zlib" | "zstd" | "zstd-dictionary";
            level?: number;
            /** @description "none", "zlib 6", "zstd 3", "zstd 6, dictionary of 112 KiB" */
            name: string;
            /** @description Raw bytes for each stored one */
            ratio: number;
            /** @description Microseconds to read one value */
            readUs: number;
            /** @description Against values as they are; negative when it costs more */
            savedBytes: number;
            /** @description The same in dollars a month, where a price is known */
            savedUsdMonth?: number;
            /** @description What a publish or a build takes as `compression`; absent for zlib */
            setting?: string;
            /** @description Average of a stored value */
            valueBytes: number;
        };
        CompressionChoiceInput: {
            /** @description Microseconds to compress one value */
            compressUs: number;
            /** @description All values of the dataset, and the dictionary */
            datasetBytes: number;
            dictionaryBytes?: number;
            /**
             * @description zlib is there to compare with: no dataset uses it
             * @enum {string}
             */
            kind: "none" | "zlib" | "zstd" | "zstd-dictionary";
            level?: number;
            /** @description "none", "zlib 6", "zstd 3", "zstd 6, dictionary of 112 KiB" */
            name: string;
            /** @description Raw bytes for each stored one */
            ratio: number;
            /** @description Microseconds to read one value */
            readUs: number;
            /** @description Against values as they are; negative when it costs more */
            savedBytes: number;
            /** @description The same in dollars a month, where a price is known */
            savedUsdMonth?: number;
            /** @description What a publish or a build takes as `compression`; absent for zlib */
            setting?: string;
            /** @description Average of a stored value */
            valueBytes: number;
        };
        CostComparison: {
            /** @description Fields in which the scenarios differ */
            changes: {
                field: string;
                first: string;
                second: string;
            }[];
            confidence: number;
            lines: {
                /** @description The second less the first, where both have it: what both rest on varies alike in both */
                difference?: components["schemas"]["Interval"];
                /** @description Missing where the first scenario has no such line */
                first?: components["schemas"]["Interval"];
                /** @description As an explanation names it: `total`, `ram.last` */
                line: string;
                /** @description Missing where the second scenario has no such line */
                second?: components["schemas"]["Interval"];
                unit: string;
            }[];
            warnings: string[];
        };
        CostComparisonInput: {
            /** @description Fields in which the scenarios differ */
            changes: {
                field: string;
                first: string;
                second: string;
            }[];
            confidence: number;
            lines: {
                /** @description The second less the first, where both have it: what both rest on varies alike in both */
                difference?: components["schemas"]["IntervalInput"];
                /** @description Missing where the first scenario has no such line */
                first?: components["schemas"]["IntervalInput"];
                /** @description As an explanation names it: `total`, `ram.last` */
                line: string;
                /** @description Missing where the second scenario has no such line */
                second?: components["schemas"]["IntervalInput"];
                unit: string;
            }[];
            warnings: string[];
        };
        CostMedium: {
            /** @description Name of the price of the machines beside it */
            compute?: string;
            /** @enum {string} */
            layout: "hash-table" | "rows" | "objects" | "columns";
            name: string;
            /** @description Name of the price that it is kept at */
            price: string;
            /** @description Name of the price that a read is paid by: of a request, of IOPS, or of the device itself */
            read?: string;
            title: string;
            /** @description Name of the price of a write */
            write?: string;
        };
        CostMediumInput: {
            /** @description Name of the price of the machines beside it */
            compute?: string;
            /** @enum {string} */
            layout: "hash-table" | "rows" | "objects" | "columns";
            name: string;
            /** @description Name of the price that it is kept at */
            price: string;
            /** @description Name of the price that a read is paid by: of a request, of IOPS, or of the device itself */
            read?: string;
            title: string;
            /** @description Name of the price of a write */
            write?: string;
        };
        CreateDataset: {
            /**
             * @default refuse
             * @enum {string}
             */
            eviction: "refuse" | "evict-oldest" | "evict-expiring";
            /**
             * @default everysec
             * @enum {string}
             */
            fsync: "always" | "everysec" | "off";
            /** @default true */
            isOrdered: boolean;
            /** @description Memory it may take, 16 MiB at least; no limit when absent */
            maxBytes?: number;
            name: string;
            /** @description Tables that it has, each of at most 4 GiB; what it may take is divided among them */
            parts?: number;
        };
        CreateDatasetInput: {
            /**
             * @default refuse
             * @enum {string}
             */
            eviction: "refuse" | "evict-oldest" | "evict-expiring";
            /**
             * @default everysec
             * @enum {string}
             */
            fsync: "always" | "everysec" | "off";
            /** @default true */
            isOrdered: boolean;
            /** @description Memory it may take, 16 MiB at least; no limit when absent */
            maxBytes?: number;
            name: string;
            /** @description Tables that it has, each of at most 4 GiB; what it may take is divided among them */
            parts?: number;
        };
        Dataset: {
            /** @enum {string} */
            compression: "none" | "zstd" | "zstd-dictionary";
            /** Format: date-time */
            createdAt: string;
            entries: number;
            /** @description Of a live dataset: entries that gave room to others since it was opened */
            evicted?: number;
            /**
             * @description Of a live dataset
             * @enum {string}
             */
            fsync?: "always" | "everysec" | "off";
            /** @description Keys are kept in order, so that prefixes can be asked for */
            isOrdered: boolean;
            /** @enum {string} */
            kind: "published" | "live";
            /** @description Of a published dataset, that of the served version */
            memory: components["schemas"]["DatasetMemory"];
            /** @description Of all its versions that are in memory */
            memoryBytes: number;
            name: string;
            /** @description The tables that it consists of, where they are several: each ends at 4 GiB */
            parts?: {
                entries: number;
                totalBytes: number;
            }[];
            pins?: components["schemas"]["Pins"];
            /** @description Why it cannot be written, or not be read */
            problem?: string;
            /** @description Of a replica: how it is kept the same as on its leader */
            replica?: {
                /** @description What the leader had more when it was last asked */
                lagBytes: number;
                /** @description Since it was the same as on the leader for sure */
                lagSeconds: number;
                leader: string;
                problem?: string;
                /** @description Of the files under way */
                pulledBytes?: number;
                /**
                 * @description `pulling`: files are under way, and readers see what was there before; `failing`: see `problem`, it is tried again
                 * @enum {string}
                 */
                state: "waiting" | "pulling" | "following" | "failing";
                totalBytes?: number;
            };
            /** @description Of a published dataset, newest first */
            versions: components["schemas"]["Version"][];
        };
        DatasetInput: {
            /** @enum {string} */
            compression: "none" | "zstd" | "zstd-dictionary";
            /** Format: date-time */
            createdAt: string;
            entries: number;
            /** @description Of a live dataset: entries that gave room to others since it was opened */
            evicted?: number;
            /**
             * @description Of a live dataset
             * @enum {string}
             */
            fsync?: "always" | "everysec" | "off";
            /** @description Keys are kept in order, so that prefixes can be asked for */
            isOrdered: boolean;
            /** @enum {string} */
            kind: "published" | "live";
            /** @description Of a published dataset, that of the served version */
            memory: components["schemas"]["DatasetMemoryInput"];
            /** @description Of all its versions that are in memory */
            memoryBytes: number;
            name: string;
            /** @description The tables that it consists of, where they are several: each ends at 4 GiB */
            parts?: {
                entries: number;
                totalBytes: number;
            }[];
            pins?: components["schemas"]["PinsInput"];
            /** @description Why it cannot be written, or not be read */
            problem?: string;
            /** @description Of a replica: how it is kept the same as on its leader */
            replica?: {
                /** @description What the leader had more when it was last asked */
                lagBytes: number;
                /** @description Since it was the same as on the leader for sure */
                lagSeconds: number;
                leader: string;
                problem?: string;
                /** @description Of the files under way */
                pulledBytes?: number;
                /**
                 * @description `pulling`: files are under way, and readers see what was there before; `failing`: see `problem`, it is tried again
                 * @enum {string}
                 */
                state: "waiting" | "pulling" | "following" | "failing";
                totalBytes?: number;
            };
            /** @description Of a published dataset, newest first */
            versions: components["schemas"]["VersionInput"][];
        };
        DatasetMemory: {
            /** @description Overwritten, deleted or expired, and not yet cleaned away */
            deadBytes: number;
            expiryBytes: number;
            /** @description Buffers and tables that do not depend on the data */
            fixedBytes: number;
            /** @description Taken from the system and not used yet */
            freeBytes: number;
            /** @description Lengths and flags before each record */
            headerBytes: number;
            indexBytes: number;
            keyBytes: number;
            /** @description The index in key order; 0 without one */
            orderBytes: number;
            /** @description The sum: what the dataset has taken from the system */
            totalBytes: number;
            /** @description As they are stored: compressed, where the dataset is */
            valueBytes: number;
        };
        DatasetMemoryInput: {
            /** @description Overwritten, deleted or expired, and not yet cleaned away */
            deadBytes: number;
            expiryBytes: number;
            /** @description Buffers and tables that do not depend on the data */
            fixedBytes: number;
            /** @description Taken from the system and not used yet */
            freeBytes: number;
            /** @description Lengths and flags before each record */
            headerBytes: number;
            indexBytes: number;
            keyBytes: number;
            /** @description The index in key order; 0 without one */
            orderBytes: number;
            /** @description The sum: what the dataset has taken from the system */
            totalBytes: number;
            /** @description As they are stored: compressed, where the dataset is */
            valueBytes: number;
        };
        Diagnosis: {
            findings: components["schemas"]["Finding"][];
        };
        DiagnosisInput: {
            findings: components["schemas"]["FindingInput"][];
        };
        Distribution: {
            /** @description Edges grow by one factor */
            bins: {
                count: number;
                from: number;
                to: number;
            }[];
            max: number;
            mean: number;
            min: number;
            p5: number;
            p25: number;
            p50: number;
            p75: number;
            p95: number;
            p99: number;
        };
        DistributionInput: {
            /** @description Edges grow by one factor */
            bins: {
                count: number;
                from: number;
                to: number;
            }[];
            max: number;
            mean: number;
            min: number;
            p5: number;
            p25: number;
            p50: number;
            p75: number;
            p95: number;
            p99: number;
        };
        Driver: {
            high: number;
            label: string;
            /** @description The cost when this alone is at its end */
            low: number;
            /** @description Further records of the sample that would halve its part */
            recordsToHalve?: number;
        };
        DriverInput: {
            high: number;
            label: string;
            /** @description The cost when this alone is at its end */
            low: number;
            /** @description Further records of the sample that would halve its part */
            recordsToHalve?: number;
        };
        Duplication: {
            /** @description Digest of the code */
            context?: string;
            lines: number;
            /** @description Where the same code is */
            places: components["schemas"]["CodePlace"][];
            tokens: number;
        };
        DuplicationInput: {
            /** @description Digest of the code */
            context?: string;
            lines: number;
            /** @description Where the same code is */
            places: components["schemas"]["CodePlaceInput"][];
            tokens: number;
        };
        Environment: {
            /** @description Globs of branches that may go there */
            branches: string[];
            /** @default false */
            needsApproval: boolean;
        };
        EnvironmentInput: {
            /** @description Globs of branches that may go there */
            branches: string[];
            /** @default false */
            needsApproval: boolean;
        };
        Error: {
            /** @description Stable name of the error, for programs */
            code: string;
            /** @description What to do next */
            hint?: string;
            /** @description What happened, naming the thing */
            message: string;
            /** @description Find this request in the log */
            requestId?: string;
        };
        ErrorInput: {
            /** @description Stable name of the error, for programs */
            code: string;
            /** @description What to do next */
            hint?: string;
            /** @description What happened, naming the thing */
            message: string;
            /** @description Find this request in the log */
            requestId?: string;
        };
        Estimate: {
            /** @description USD where it is kept in each of the media; missing where none of them has a price */
            allMedia?: {
                months: components["schemas"]["Interval"][];
                usdTotal: components["schemas"]["Interval"];
            };
            breakEvens: components["schemas"]["BreakEven"][];
            confidence: number;
            /** @description Of the records in the last month, where the scenario has one */
            index?: {
                bytes: components["schemas"]["Interval"];
                /** @description An upper bound, as of 2012 */
                naiveBytes: components["schemas"]["Interval"];
            };
            media: components["schemas"]["MediumEstimate"][];
            /** @description Kept in the last month */
            records: components["schemas"]["Interval"];
            title: string;
            warnings: string[];
        };
        EstimateCost: {
            sampleId: string;
            scenario: components["schemas"]["Scenario"];
        };
        EstimateCostInput: {
            sampleId: string;
            scenario: components["schemas"]["ScenarioInput"];
        };
        EstimateInput: {
            /** @description USD where it is kept in each of the media; missing where none of them has a price */
            allMedia?: {
                months: components["schemas"]["IntervalInput"][];
                usdTotal: components["schemas"]["IntervalInput"];
            };
            breakEvens: components["schemas"]["BreakEvenInput"][];
            confidence: number;
            /** @description Of the records in the last month, where the scenario has one */
            index?: {
                bytes: components["schemas"]["IntervalInput"];
                /** @description An upper bound, as of 2012 */
                naiveBytes: components["schemas"]["IntervalInput"];
            };
            media: components["schemas"]["MediumEstimateInput"][];
            /** @description Kept in the last month */
            records: components["schemas"]["IntervalInput"];
            title: string;
            warnings: string[];
        };
        EstimateReply: {
            /** @description USD where it is kept in each of the media; missing where none of them has a price */
            allMedia?: {
                months: components["schemas"]["Interval"][];
                usdTotal: components["schemas"]["Interval"];
            };
            breakEvens: components["schemas"]["BreakEven"][];
            confidence: number;
            /** @description Of the records in the last month, where the scenario has one */
            index?: {
                bytes: components["schemas"]["Interval"];
                /** @description An upper bound, as of 2012 */
                naiveBytes: components["schemas"]["Interval"];
            };
            media: components["schemas"]["MediumEstimate"][];
            /** @description Kept in the last month */
            records: components["schemas"]["Interval"];
            title: string;
            /** @description Media that the book has no price of */
            unpriced: components["schemas"]["UnpricedMedium"][];
            warnings: string[];
        };
        EstimateReplyInput: {
            /** @description USD where it is kept in each of the media; missing where none of them has a price */
            allMedia?: {
                months: components["schemas"]["IntervalInput"][];
                usdTotal: components["schemas"]["IntervalInput"];
            };
            breakEvens: components["schemas"]["BreakEvenInput"][];
            confidence: number;
            /** @description Of the records in the last month, where the scenario has one */
            index?: {
                bytes: components["schemas"]["IntervalInput"];
                /** @description An upper bound, as of 2012 */
                naiveBytes: components["schemas"]["IntervalInput"];
            };
            media: components["schemas"]["MediumEstimateInput"][];
            /** @description Kept in the last month */
            records: components["schemas"]["IntervalInput"];
            title: string;
            /** @description Media that the book has no price of */
            unpriced: components["schemas"]["UnpricedMediumInput"][];
            warnings: string[];
        };
        EstimateRun: {
            /** @default aws-2026 */
            book: string;
            /** @default 0.9 */
            confidence: number;
            /** @description A succeeded execution on a part of the input */
            executionId: string;
            /** @description All of the input: `1 TB` */
            input: string;
            /**
             * @description Type of the machines
             * @default m7g.xlarge
             */
            instance: string;
            /** @default 4 */
            nodes: number;
            /** @description What a processor of theirs does while one does 1 where the part ran; 0.6 to 1.6 where nobody says */
            speed?: number | {
                expected: number;
                high: number;
                low: number;
            };
        };
        EstimateRunInput: {
            /** @default aws-2026 */
            book: string;
            /** @default 0.9 */
            confidence: number;
            /** @description A succeeded execution on a part of the input */
            executionId: string;
            /** @description All of the input: `1 TB` */
            input: string;
            /**
             * @description Type of the machines
             * @default m7g.xlarge
             */
            instance: string;
            /** @default 4 */
            nodes: number;
            /** @description What a processor of theirs does while one does 1 where the part ran; 0.6 to 1.6 where nobody says */
            speed?: number | {
                expected: number;
                high: number;
                low: number;
            };
        };
        Execution: {
            counters: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            error?: components["schemas"]["Error"];
            /** Format: date-time */
            finishedAt?: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            /** @description What the request named, if there was one */
            input?: components["schemas"]["InputReference"];
            /** @description Files, and of the command line also globs and folders */
            inputs: string[];
            job: string;
            manifest?: components["schemas"]["OutputManifest"];
            /** @description Bound of the whole run */
            memoryBytes?: number;
            /**
             * @description Options of the job, as they were given
             * @default {}
             */
            options: {
                [key: string]: unknown;
            };
            /** @description Folder, or s3:// prefix, that holds, or will hold, the parts */
            output: string;
            progress: components["schemas"]["Progress"];
            /** @description Its input is the records that this execution skipped */
            retryOf?: string;
            /** @enum {string} */
            runner: "inline" | "threads" | "streaming";
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            state: "running" | "succeeded" | "failed" | "stopped" | "interrupted";
            /** @description What a task said last of what it does */
            status?: string;
            /** @default [] */
            steps: components["schemas"]["StepReport"][];
            /** @constant */
            version: 1;
            workers: number;
        };
        ExecutionEvent: {
            data: components["schemas"]["Execution"];
            id: string;
            /** @constant */
            topic: "execution";
        };
        ExecutionEventInput: {
            data: components["schemas"]["ExecutionInput"];
            id: string;
            /** @constant */
            topic: "execution";
        };
        ExecutionInput: {
            counters: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            error?: components["schemas"]["ErrorInput"];
            /** Format: date-time */
            finishedAt?: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            /** @description What the request named, if there was one */
            input?: components["schemas"]["InputReferenceInput"];
            /** @description Files, and of the command line also globs and folders */
            inputs: string[];
            job: string;
            manifest?: components["schemas"]["OutputManifestInput"];
            /** @description Bound of the whole run */
            memoryBytes?: number;
            /**
             * @description Options of the job, as they were given
             * @default {}
             */
            options: {
                [key: string]: unknown;
            };
            /** @description Folder, or s3:// prefix, that holds, or will hold, the parts */
            output: string;
            progress: components["schemas"]["ProgressInput"];
            /** @description Its input is the records that this execution skipped */
            retryOf?: string;
            /** @enum {string} */
            runner: "inline" | "threads" | "streaming";
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            state: "running" | "succeeded" | "failed" | "stopped" | "interrupted";
            /** @description What a task said last of what it does */
            status?: string;
            /** @default [] */
            steps: components["schemas"]["StepReportInput"][];
            /** @constant */
            version: 1;
            workers: number;
        };
        ExplainCost: {
            /** @description `records`, `index`, `index.bound`, `total`, `total.last`, `total.<month>`; `<medium>.bytes`, `.total`, `.record`, `.read`, `.last`, `.<month>`; `<medium>.<medium>` for the time between reads at which they cost the same */
            line: string;
            sampleId: string;
            scenario: components["schemas"]["Scenario"];
        };
        ExplainCostInput: {
            /** @description `records`, `index`, `index.bound`, `total`, `total.last`, `total.<month>`; `<medium>.bytes`, `.total`, `.record`, `.read`, `.last`, `.<month>`; `<medium>.<medium>` for the time between reads at which they cost the same */
            line: string;
            sampleId: string;
            scenario: components["schemas"]["ScenarioInput"];
        };
        FieldStatistics: {
            /** @description Different values in the sample */
            distinct: number;
            /** @description Estimated for all records; within the root of their ratio to the sample */
            distinctInAll: number;
            maxBytes: number;
            meanBytes: number;
            /** @description Names of nested fields have dots between them */
            name: string;
            p50Bytes: number;
            p95Bytes: number;
            /** @description Of the records, where it is there and not null */
            share: number;
        };
        FieldStatisticsInput: {
            /** @description Different values in the sample */
            distinct: number;
            /** @description Estimated for all records; within the root of their ratio to the sample */
            distinctInAll: number;
            maxBytes: number;
            meanBytes: number;
            /** @description Names of nested fields have dots between them */
            name: string;
            p50Bytes: number;
            p95Bytes: number;
            /** @description Of the records, where it is there and not null */
            share: number;
        };
        FigureTree: {
            formula?: string;
            inputs?: components["schemas"]["FigureTree"][];
            label: string;
            origin?: components["schemas"]["Origin"];
            range?: {
                high: number;
                low: number;
            };
            unit: string;
            value: number;
        };
        FigureTreeInput: {
            formula?: string;
            inputs?: components["schemas"]["FigureTreeInput"][];
            label: string;
            origin?: components["schemas"]["OriginInput"];
            range?: {
                high: number;
                low: number;
            };
            unit: string;
            value: number;
        };
        FileCoverage: {
            branches: {
                covered: number;
                total: number;
            };
            /** @description Lines that were run, ascending */
            coveredLines: number[];
            file: string;
            lines: {
                covered: number;
                total: number;
            };
            /** @description Lines that were never run, ascending */
            missedLines: number[];
        };
        FileCoverageInput: {
            branches: {
                covered: number;
                total: number;
            };
            /** @description Lines that were run, ascending */
            coveredLines: number[];
            file: string;
            lines: {
                covered: number;
                total: number;
            };
            /** @description Lines that were never run, ascending */
            missedLines: number[];
        };
        FileSize: {
            blank: number;
            code: number;
            comment: number;
            file: string;
            language: string;
        };
        FileSizeInput: {
            blank: number;
            code: number;
            comment: number;
            file: string;
            language: string;
        };
        Finding: {
            /** @description The numbers and places that show it */
            detail: string;
            /** @description What to do about it */
            hint?: string;
            /** @enum {string} */
            level: "error" | "warning" | "info";
            /** @description What was found, in a few words */
            title: string;
        };
        FindingInput: {
            /** @description The numbers and places that show it */
            detail: string;
            /** @description What to do about it */
            hint?: string;
            /** @enum {string} */
            level: "error" | "warning" | "info";
            /** @description What was found, in a few words */
            title: string;
        };
        Gate: {
            atMost: number;
            /** @description Name of a figure, coverage.lines say */
            metric: string;
            /**
             * @description changed: of the lines that the change has touched; new: of what its base does not have
             * @enum {string}
             */
            of?: "changed" | "new";
        } | {
            atLeast: number;
            /** @description Name of a figure, coverage.lines say */
            metric: string;
            /**
             * @description changed: of the lines that the change has touched; new: of what its base does not have
             * @enum {string}
             */
            of?: "changed" | "new";
        } | {
            /** @enum {string} */
            against: "base" | "best";
            /** @description Name of a figure, coverage.lines say */
            metric: string;
            /**
             * @description How much worse it may be, in the unit of the figure
             * @default 0
             */
            tolerance: number;
        };
        GateInput: {
            atMost: number;
            /** @description Name of a figure, coverage.lines say */
            metric: string;
            /**
             * @description changed: of the lines that the change has touched; new: of what its base does not have
             * @enum {string}
             */
            of?: "changed" | "new";
        } | {
            atLeast: number;
            /** @description Name of a figure, coverage.lines say */
            metric: string;
            /**
             * @description changed: of the lines that the change has touched; new: of what its base does not have
             * @enum {string}
             */
            of?: "changed" | "new";
        } | {
            /** @enum {string} */
            against: "base" | "best";
            /** @description Name of a figure, coverage.lines say */
            metric: string;
            /**
             * @description How much worse it may be, in the unit of the figure
             * @default 0
             */
            tolerance: number;
        };
        GateVerdict: {
            baseline?: {
                commit?: string;
                /** @enum {string} */
                of: "base" | "best";
                value: number;
                /** @description Commit where the change began, which was not measured: commit is an ancestor that was */
                wanted?: string;
            };
            isMoreBetter: boolean;
            /** @description What it is compared with, the tolerance in it */
            limit?: number;
            /** @description Name of a figure, coverage.lines say */
            metric: string;
            /** @description Files or tests that made it worse, the most first */
            movedBy: string[];
            /**
             * @description changed: of the lines that the change has touched; new: of what its base does not have
             * @enum {string}
             */
            of?: "changed" | "new";
            /** @description What counts against it, one by one */
            reasons: components["schemas"]["Reason"][];
            /** @enum {string} */
            state: "passed" | "failed" | "no-value" | "no-baseline" | "no-change";
            /** @description The smallest change that would pass */
            toPass?: string;
            value?: number;
        };
        GateVerdictInput: {
            baseline?: {
                commit?: string;
                /** @enum {string} */
                of: "base" | "best";
                value: number;
                /** @description Commit where the change began, which was not measured: commit is an ancestor that was */
                wanted?: string;
            };
            isMoreBetter: boolean;
            /** @description What it is compared with, the tolerance in it */
            limit?: number;
            /** @description Name of a figure, coverage.lines say */
            metric: string;
            /** @description Files or tests that made it worse, the most first */
            movedBy: string[];
            /**
             * @description changed: of the lines that the change has touched; new: of what its base does not have
             * @enum {string}
             */
            of?: "changed" | "new";
            /** @description What counts against it, one by one */
            reasons: components["schemas"]["ReasonInput"][];
            /** @enum {string} */
            state: "passed" | "failed" | "no-value" | "no-baseline" | "no-change";
            /** @description The smallest change that would pass */
            toPass?: string;
            value?: number;
        };
        InputFile: {
            bytes: number;
            /** Format: date-time */
            modifiedAt: string;
            path: string;
        };
        InputFileInput: {
            bytes: number;
            /** Format: date-time */
            modifiedAt: string;
            path: string;
        };
        InputReference: {
            /** @description A file, folder or glob under an allowed root */
            path: string;
        } | {
            /** @description 20 characters that sort by creation time */
            uploadId: string;
        };
        InputReferenceInput: {
            /** @description A file, folder or glob under an allowed root */
            path: string;
        } | {
            /** @description 20 characters that sort by creation time */
            uploadId: string;
        };
        Interval: {
            expected: number;
            high: number;
            low: number;
        };
        IntervalInput: {
            expected: number;
            high: number;
            low: number;
        };
        Job: {
            columns: components["schemas"]["Column"][];
            /** @enum {string} */
            encoding: "tsv-raw" | "tsv-escaped" | "csv" | "json-lines" | "lines" | "table-image";
            /** @description Names of the files it ships with */
            files: string[];
            name: string;
            options: components["schemas"]["JobOption"][];
            steps: number;
            summary: string;
        };
        JobInput: {
            columns: components["schemas"]["ColumnInput"][];
            /** @enum {string} */
            encoding: "tsv-raw" | "tsv-escaped" | "csv" | "json-lines" | "lines" | "table-image";
            /** @description Names of the files it ships with */
            files: string[];
            name: string;
            options: components["schemas"]["JobOptionInput"][];
            steps: number;
            summary: string;
        };
        JobOption: {
            choices?: string[];
            /** @description Any JSON value */
            default?: unknown;
            description?: string;
            /** @description As it stands on the command line */
            flag: string;
            isRequired: boolean;
            name: string;
            /** @enum {string} */
            type: "string" | "number" | "integer" | "boolean" | "array";
        };
        JobOptionInput: {
            choices?: string[];
            /** @description Any JSON value */
            default?: unknown;
            description?: string;
            /** @description As it stands on the command line */
            flag: string;
            isRequired: boolean;
            name: string;
            /** @enum {string} */
            type: "string" | "number" | "integer" | "boolean" | "array";
        };
        KeptEstimate: {
            explanation: components["schemas"]["FigureTree"];
            medium: string;
            title: string;
            usdMonth: number;
        };
        KeptEstimateInput: {
            explanation: components["schemas"]["FigureTreeInput"];
            medium: string;
            title: string;
            usdMonth: number;
        };
        KeyValue: {
            /** Format: date-time */
            expiresAt?: string;
            isTruncated: boolean;
            key: components["schemas"]["TextOrBytes"];
            /** @description Its beginning only, where it is long */
            value: components["schemas"]["TextOrBytes"];
            valueBytes: number;
        };
        KeyValueInput: {
            /** Format: date-time */
            expiresAt?: string;
            isTruncated: boolean;
            key: components["schemas"]["TextOrBytesInput"];
            /** @description Its beginning only, where it is long */
            value: components["schemas"]["TextOrBytesInput"];
            valueBytes: number;
        };
        KnownTest: {
            name: string;
            suite: string;
            why: string;
        };
        KnownTestInput: {
            name: string;
            suite: string;
            why: string;
        };
        KvSocketReply: {
            id: number;
            value: components["schemas"]["TextOrBytes"] | null;
        } | {
            id: number;
            /** @constant */
            ok: true;
        } | {
            id: number;
            version: components["schemas"]["Version"];
        } | {
            /** @description Where the copy is, on the server */
            folder: string;
            id: number;
        } | {
            error: components["schemas"]["Error"];
            id?: number;
        } | {
            dataset: string;
            /** @constant */
            event: "changed";
            key: components["schemas"]["TextOrBytes"];
        } | {
            dataset: string;
            /** @constant */
            event: "cleared";
        } | {
            dataset: string;
            /** @constant */
            event: "ended";
        } | {
            dataset: string;
            /** @constant */
            event: "published";
            version: number;
        };
        KvSocketReplyInput: {
            id: number;
            value: components["schemas"]["TextOrBytesInput"] | null;
        } | {
            id: number;
            /** @constant */
            ok: true;
        } | {
            id: number;
            version: components["schemas"]["VersionInput"];
        } | {
            /** @description Where the copy is, on the server */
            folder: string;
            id: number;
        } | {
            error: components["schemas"]["ErrorInput"];
            id?: number;
        } | {
            dataset: string;
            /** @constant */
            event: "changed";
            key: components["schemas"]["TextOrBytesInput"];
        } | {
            dataset: string;
            /** @constant */
            event: "cleared";
        } | {
            dataset: string;
            /** @constant */
            event: "ended";
        } | {
            dataset: string;
            /** @constant */
            event: "published";
            version: number;
        };
        KvSocketRequest: {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            key: components["schemas"]["TextOrBytes"];
            /** @constant */
            op: "get";
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            key: components["schemas"]["TextOrBytes"];
            /** @constant */
            op: "put";
            ttlSeconds?: number;
            value: components["schemas"]["TextOrBytes"];
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            key: components["schemas"]["TextOrBytes"];
            /** @constant */
            op: "delete";
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            /** @constant */
            op: "load";
            publish: components["schemas"]["Publish"];
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            /** @constant */
            op: "save";
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            /** @constant */
            op: "subscribe";
            /** @default  */
            prefix: string;
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            /** @constant */
            op: "unsubscribe";
        };
        KvSocketRequestInput: {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            key: components["schemas"]["TextOrBytesInput"];
            /** @constant */
            op: "get";
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            key: components["schemas"]["TextOrBytesInput"];
            /** @constant */
            op: "put";
            ttlSeconds?: number;
            value: components["schemas"]["TextOrBytesInput"];
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            key: components["schemas"]["TextOrBytesInput"];
            /** @constant */
            op: "delete";
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            /** @constant */
            op: "load";
            publish: components["schemas"]["PublishInput"];
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            /** @constant */
            op: "save";
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            /** @constant */
            op: "subscribe";
            /** @default  */
            prefix: string;
        } | {
            dataset: string;
            /** @description Comes back with the answer */
            id: number;
            /** @constant */
            op: "unsubscribe";
        };
        KvStats: {
            /** @description Of the RESP port */
            address?: string;
            commands: number;
            connections: number;
            hits: number;
            hotKeys: {
                calls: number;
                dataset: string;
                key: components["schemas"]["TextOrBytes"];
            }[];
            latencies: components["schemas"]["CommandLatency"][];
            /** @description Of all datasets */
            memoryBytes: number;
            misses: number;
            /** Format: date-time */
            now: string;
            receivedBytes: number;
            replication: components["schemas"]["Replication"];
            sentBytes: number;
            /** Format: date-time */
            startedAt: string;
        };
        KvStatsInput: {
            /** @description Of the RESP port */
            address?: string;
            commands: number;
            connections: number;
            hits: number;
            hotKeys: {
                calls: number;
                dataset: string;
                key: components["schemas"]["TextOrBytesInput"];
            }[];
            latencies: components["schemas"]["CommandLatencyInput"][];
            /** @description Of all datasets */
            memoryBytes: number;
            misses: number;
            /** Format: date-time */
            now: string;
            receivedBytes: number;
            replication: components["schemas"]["ReplicationInput"];
            sentBytes: number;
            /** Format: date-time */
            startedAt: string;
        };
        Load: {
            bytes: number;
            elapsedMs: number;
            /** @description 20 characters that sort by creation time */
            id: string;
            /** Format: date-time */
            loadedAt: string;
            /** @description sha256 over columns, encoding and the parts’ checksums: names the content */
            manifestId: string;
            /** @enum {string} */
            mode: "replace" | "append";
            /** @enum {string} */
            outcome: "loaded" | "unchanged";
            rows: number;
            /** @description Folder or URI that the manifest was read from */
            source: string;
            table: string;
        };
        LoadInput: {
            bytes: number;
            elapsedMs: number;
            /** @description 20 characters that sort by creation time */
            id: string;
            /** Format: date-time */
            loadedAt: string;
            /** @description sha256 over columns, encoding and the parts’ checksums: names the content */
            manifestId: string;
            /** @enum {string} */
            mode: "replace" | "append";
            /** @enum {string} */
            outcome: "loaded" | "unchanged";
            rows: number;
            /** @description Folder or URI that the manifest was read from */
            source: string;
            table: string;
        };
        LogLine: {
            /** @description Since the epoch */
            atMs: number;
            /** @description From 0 */
            line: number;
            /** @enum {string} */
            stream: "out" | "err" | "engine";
            text: string;
        };
        LogLineInput: {
            /** @description Since the epoch */
            atMs: number;
            /** @description From 0 */
            line: number;
            /** @enum {string} */
            stream: "out" | "err" | "engine";
            text: string;
        };
        LogPage: {
            /** @description No more will come */
            hasEnded: boolean;
            lines: components["schemas"]["LogLine"][];
            /** @description Lines so far, of the whole log */
            total: number;
        };
        LogPageInput: {
            /** @description No more will come */
            hasEnded: boolean;
            lines: components["schemas"]["LogLineInput"][];
            /** @description Lines so far, of the whole log */
            total: number;
        };
        MadeToken: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            name: string;
            /** Format: date-time */
            revokedAt?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
            /** @description Shown this once: only its sha256 is kept */
            token: string;
        };
        MadeTokenInput: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            name: string;
            /** Format: date-time */
            revokedAt?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
            /** @description Shown this once: only its sha256 is kept */
            token: string;
        };
        MakeToken: {
            name: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
        };
        MakeTokenInput: {
            name: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
        };
        Measurement: {
            commit?: string;
            metrics: components["schemas"]["Metrics"];
            reports: components["schemas"]["ToolReport"][];
        };
        MeasurementInput: {
            commit?: string;
            metrics: components["schemas"]["MetricsInput"];
            reports: components["schemas"]["ToolReportInput"][];
        };
        MediumEstimate: {
            /** @description In the last month */
            bytes: components["schemas"]["Interval"];
            /** @description Of the cost in the last month, the widest first */
            drivers: components["schemas"]["Driver"][];
            /** @description Of the cost in the last month */
            explanation: components["schemas"]["FigureTree"];
            medium: string;
            /** @description USD in each month */
            months: components["schemas"]["Interval"][];
            /** @description One of the records */
            record: {
                /** @description To keep it, and its copies, for a month */
                usdMonth: components["schemas"]["Interval"];
                /** @description To read it once; 0 where reads are in the price of keeping */
                usdRead: number;
            };
            title: string;
            /** @description In the last month */
            usdMonth: components["schemas"]["Interval"];
            /** @description Of all months */
            usdTotal: components["schemas"]["Interval"];
        };
        MediumEstimateInput: {
            /** @description In the last month */
            bytes: components["schemas"]["IntervalInput"];
            /** @description Of the cost in the last month, the widest first */
            drivers: components["schemas"]["DriverInput"][];
            /** @description Of the cost in the last month */
            explanation: components["schemas"]["FigureTreeInput"];
            medium: string;
            /** @description USD in each month */
            months: components["schemas"]["IntervalInput"][];
            /** @description One of the records */
            record: {
                /** @description To keep it, and its copies, for a month */
                usdMonth: components["schemas"]["IntervalInput"];
                /** @description To read it once; 0 where reads are in the price of keeping */
                usdRead: number;
            };
            title: string;
            /** @description In the last month */
            usdMonth: components["schemas"]["IntervalInput"];
            /** @description Of all months */
            usdTotal: components["schemas"]["IntervalInput"];
        };
        Metrics: {
            [key: string]: number;
        };
        MetricsInput: {
            [key: string]: number;
        };
        Origin: {
            because: string;
            /** @constant */
            kind: "assumption";
        } | {
            address: string;
            book: string;
            date: string;
            /** @constant */
            kind: "price";
            quote: string;
        } | {
            address: string;
            date: string;
            /** @constant */
            kind: "document";
            quote: string;
        } | {
            /** @constant */
            kind: "sample";
            sample: string;
            statistic: string;
        } | {
            /** @constant */
            kind: "measured";
            where: string;
        };
        OriginInput: {
            because: string;
            /** @constant */
            kind: "assumption";
        } | {
            address: string;
            book: string;
            date: string;
            /** @constant */
            kind: "price";
            quote: string;
        } | {
            address: string;
            date: string;
            /** @constant */
            kind: "document";
            quote: string;
        } | {
            /** @constant */
            kind: "sample";
            sample: string;
            statistic: string;
        } | {
            /** @constant */
            kind: "measured";
            where: string;
        };
        OutputManifest: {
            /** @description Empty when lines are not divided into columns */
            columns: components["schemas"]["Column"][];
            /**
             * @description Of every part; none when absent
             * @enum {string}
             */
            compression?: "none" | "gzip" | "zstd";
            /** @enum {string} */
            encoding: "tsv-raw" | "tsv-escaped" | "csv" | "json-lines" | "lines" | "table-image";
            parts: components["schemas"]["Part"][];
            /** @constant */
            version: 1;
        };
        OutputManifestInput: {
            /** @description Empty when lines are not divided into columns */
            columns: components["schemas"]["ColumnInput"][];
            /**
             * @description Of every part; none when absent
             * @enum {string}
             */
            compression?: "none" | "gzip" | "zstd";
            /** @enum {string} */
            encoding: "tsv-raw" | "tsv-escaped" | "csv" | "json-lines" | "lines" | "table-image";
            parts: components["schemas"]["PartInput"][];
            /** @constant */
            version: 1;
        };
        Part: {
            bytes: number;
            /** @description Relative to the manifest */
            path: string;
            rows: number;
            sha256: string;
        };
        PartInput: {
            bytes: number;
            /** @description Relative to the manifest */
            path: string;
            rows: number;
            sha256: string;
        };
        Pins: {
            /** @description Of all connections, those that see this version */
            share?: {
                percent: number;
                version: number;
            };
            /** @description Version by name of the user */
            users: {
                [key: string]: number;
            };
        };
        PinsInput: {
            /** @description Of all connections, those that see this version */
            share?: {
                percent: number;
                version: number;
            };
            /** @description Version by name of the user */
            users: {
                [key: string]: number;
            };
        };
        Pipeline: {
            /** @default {} */
            caches: {
                [key: string]: components["schemas"]["PipelineCache"];
            };
            checkout: components["schemas"]["Checkout"];
            /** @default {} */
            env: {
                [key: string]: string;
            };
            /** @default {} */
            environments: {
                [key: string]: components["schemas"]["Environment"];
            };
            /** @default [] */
            gates: components["schemas"]["Gate"][];
            /**
             * @description Steps at once
             * @default 2
             */
            parallel: number;
            /** @default {} */
            secrets: {
                [key: string]: components["schemas"]["SecretReference"];
            };
            /** @default {} */
            services: {
                [key: string]: components["schemas"]["PipelineService"];
            };
            steps: {
                [key: string]: components["schemas"]["PipelineStep"];
            };
            /**
             * @description What changes are compared with
             * @default main
             */
            targetBranch: string;
            /**
             * @description Of the whole run
             * @default 6h
             */
            timeout: string;
            triggers: components["schemas"]["Triggers"];
        };
        PipelineCache: {
            /**
             * @description Where no cache has the key, take the newest
             * @default true
             */
            fallback: boolean;
            /**
             * @description Files whose content makes the key
             * @default []
             */
            key: string[];
            /** @description Below the root of the repository */
            paths: string[];
        };
        PipelineCacheInput: {
            /**
             * @description Where no cache has the key, take the newest
             * @default true
             */
            fallback: boolean;
            /**
             * @description Files whose content makes the key
             * @default []
             */
            key: string[];
            /** @description Below the root of the repository */
            paths: string[];
        };
        PipelineInput: {
            /** @default {} */
            caches: {
                [key: string]: components["schemas"]["PipelineCacheInput"];
            };
            /** @default {} */
            checkout: components["schemas"]["CheckoutInput"];
            /** @default {} */
            env: {
                [key: string]: string;
            };
            /** @default {} */
            environments: {
                [key: string]: components["schemas"]["EnvironmentInput"];
            };
            /** @default [] */
            gates: components["schemas"]["GateInput"][];
            /**
             * @description Steps at once
             * @default 2
             */
            parallel: number;
            /** @default {} */
            secrets: {
                [key: string]: components["schemas"]["SecretReferenceInput"];
            };
            /** @default {} */
            services: {
                [key: string]: components["schemas"]["PipelineServiceInput"];
            };
            steps: {
                [key: string]: components["schemas"]["PipelineStepInput"];
            };
            /**
             * @description What changes are compared with
             * @default main
             */
            targetBranch: string;
            /**
             * @description Of the whole run
             * @default 6h
             */
            timeout: string;
            /** @default {} */
            triggers: components["schemas"]["TriggersInput"];
        };
        PipelineService: {
            /** @description A script for `sh -e`, or a program with its arguments */
            command: string | string[];
            /** @description Below the root of the repository */
            directory?: string;
            /** @default {} */
            env: {
                [key: string]: string;
            };
            ready?: components["schemas"]["Ready"];
            /**
             * @description Until it has to be ready
             * @default 60s
             */
            timeout: string;
        };
        PipelineServiceInput: {
            /** @description A script for `sh -e`, or a program with its arguments */
            command: string | string[];
            /** @description Below the root of the repository */
            directory?: string;
            /** @default {} */
            env: {
                [key: string]: string;
            };
            ready?: components["schemas"]["ReadyInput"];
            /**
             * @description Until it has to be ready
             * @default 60s
             */
            timeout: string;
        };
        PipelineStep: {
            affected?: components["schemas"]["Affected"];
            /**
             * @description Files that are kept, by the name of the artifact
             * @default {}
             */
            artifacts: {
                [key: string]: string[];
            };
            /** @default [] */
            caches: string[];
            /** @description Below the root of the repository */
            directory?: string;
            /** @default {} */
            env: {
                [key: string]: string;
            };
            /** @default none */
            isolation: "none" | "bubblewrap" | {
                image: string;
                /** @default true */
                network: boolean;
            };
            /** @description The step is done for each combination, with these as variables */
            matrix?: {
                [key: string]: string[];
            };
            /**
             * @description Its failure does not fail the run
             * @default false
             */
            mayFail: boolean;
            /**
             * @description Steps that come before
             * @default []
             */
            needs: string[];
            /**
             * @description Reports of tools, that are measured
             * @default []
             */
            reports: string[];
            retries?: components["schemas"]["Retries"];
            /** @description A script for `sh -e`, or a program with its arguments */
            run: string | string[];
            /**
             * @description Given as variables of the same name
             * @default []
             */
            secrets: string[];
            /** @default [] */
            services: string[];
            /**
             * @description A number with ms, s, m, h or d
             * @default 1h
             */
            timeout: string;
            /**
             * @description Artifacts of steps before, unpacked to where they were
             * @default []
             */
            uses: string[];
            /**
             * @description Of the steps before: all passed, whatever they did, or one has failed
             * @default success
             * @enum {string}
             */
            when: "success" | "always" | "onFailure";
        };
        PipelineStepInput: {
            affected?: components["schemas"]["AffectedInput"];
            /**
             * @description Files that are kept, by the name of the artifact
             * @default {}
             */
            artifacts: {
                [key: string]: string[];
            };
            /** @default [] */
            caches: string[];
            /** @description Below the root of the repository */
            directory?: string;
            /** @default {} */
            env: {
                [key: string]: string;
            };
            /** @default none */
            isolation: "none" | "bubblewrap" | {
                image: string;
                /** @default true */
                network: boolean;
            };
            /** @description The step is done for each combination, with these as variables */
            matrix?: {
                [key: string]: string[];
            };
            /**
             * @description Its failure does not fail the run
             * @default false
             */
            mayFail: boolean;
            /**
             * @description Steps that come before
             * @default []
             */
            needs: string[];
            /**
             * @description Reports of tools, that are measured
             * @default []
             */
            reports: string[];
            retries?: components["schemas"]["RetriesInput"];
            /** @description A script for `sh -e`, or a program with its arguments */
            run: string | string[];
            /**
             * @description Given as variables of the same name
             * @default []
             */
            secrets: string[];
            /** @default [] */
            services: string[];
            /**
             * @description A number with ms, s, m, h or d
             * @default 1h
             */
            timeout: string;
            /**
             * @description Artifacts of steps before, unpacked to where they were
             * @default []
             */
            uses: string[];
            /**
             * @description Of the steps before: all passed, whatever they did, or one has failed
             * @default success
             * @enum {string}
             */
            when: "success" | "always" | "onFailure";
        };
        PlannedStep: {
            definition: components["schemas"]["PipelineStep"];
            /** @description `test`, or of a matrix `test[node=22,os=linux]` */
            name: string;
            /** @description Planned steps that come before: all cells of a matrix */
            needs: string[];
            /** @description Why it is not done, where nothing it is of has changed */
            skipReason?: string;
            step: string;
        };
        PlannedStepInput: {
            definition: components["schemas"]["PipelineStepInput"];
            /** @description `test`, or of a matrix `test[node=22,os=linux]` */
            name: string;
            /** @description Planned steps that come before: all cells of a matrix */
            needs: string[];
            /** @description Why it is not done, where nothing it is of has changed */
            skipReason?: string;
            step: string;
        };
        Progress: {
            /** @description Input bytes done over the time the first map phase has taken */
            bytesPerSecond: number;
            elapsedMs: number;
            /** @description Key-value pairs that mappers emitted, of all steps */
            emitted: number;
            /** @description Size of all inputs, bytes */
            inputBytes: number;
            /** @description Bytes of input that mappers of the first step have read */
            inputBytesDone: number;
            /** @description Bytes written to parts of the output */
            outputBytes: number;
            /** @enum {string} */
            phase: "plan" | "sample" | "map" | "reduce" | "publish";
            /** @description Input records read */
            records: number;
            /** @description Partitions, and so parts, of a step with reducers */
            reducers: number;
            /** @description Of the step that is being done */
            reducersDone: number;
            /** @description Rows written to the output */
            rows: number;
            /** @description Records whose mapper threw */
            skipped: number;
            /** @description The step that is being done, from 1; 0 before the first */
            step: number;
        };
        ProgressInput: {
            /** @description Input bytes done over the time the first map phase has taken */
            bytesPerSecond: number;
            elapsedMs: number;
            /** @description Key-value pairs that mappers emitted, of all steps */
            emitted: number;
            /** @description Size of all inputs, bytes */
            inputBytes: number;
            /** @description Bytes of input that mappers of the first step have read */
            inputBytesDone: number;
            /** @description Bytes written to parts of the output */
            outputBytes: number;
            /** @enum {string} */
            phase: "plan" | "sample" | "map" | "reduce" | "publish";
            /** @description Input records read */
            records: number;
            /** @description Partitions, and so parts, of a step with reducers */
            reducers: number;
            /** @description Of the step that is being done */
            reducersDone: number;
            /** @description Rows written to the output */
            rows: number;
            /** @description Records whose mapper threw */
            skipped: number;
            /** @description The step that is being done, from 1; 0 before the first */
            step: number;
        };
        Publish: {
            /**
             * @description Sources without entries are meant
             * @default false
             */
            allowsEmpty: boolean;
            /** @default 0 */
            badLinesMax: number;
            /** @description none, zstd, zstd:LEVEL, zstd-dictionary, zstd-dictionary:LEVEL or zstd-dictionary:LEVEL:SIZE, with a level from 1 to 19 and a size as 256KiB, 1 MiB at most; as the version before, or none */
            compression?: string;
            /**
             * @description Which of equal keys counts
             * @default last
             * @enum {string}
             */
            duplicates: "last" | "first" | "error";
            /** @description A succeeded execution whose output is published */
            executionId?: string;
            /**
             * @description Entries are put over those of the served version instead of replacing them
             * @default false
             */
            isDelta: boolean;
            /** @description As the version before, or true */
            isOrdered?: boolean;
            /** @description Versions to keep; 3 unless told otherwise */
            keep?: number;
            /** @description Images to make, each of less than 4 GiB; as many as the source needs */
            parts?: number;
            /** @description Or a TSV file, a folder with a manifest, a table image: below an allowed folder, or s3:// */
            source?: string;
        };
        PublishInput: {
            /**
             * @description Sources without entries are meant
             * @default false
             */
            allowsEmpty: boolean;
            /** @default 0 */
            badLinesMax: number;
            /** @description none, zstd, zstd:LEVEL, zstd-dictionary, zstd-dictionary:LEVEL or zstd-dictionary:LEVEL:SIZE, with a level from 1 to 19 and a size as 256KiB, 1 MiB at most; as the version before, or none */
            compression?: string;
            /**
             * @description Which of equal keys counts
             * @default last
             * @enum {string}
             */
            duplicates: "last" | "first" | "error";
            /** @description A succeeded execution whose output is published */
            executionId?: string;
            /**
             * @description Entries are put over those of the served version instead of replacing them
             * @default false
             */
            isDelta: boolean;
            /** @description As the version before, or true */
            isOrdered?: boolean;
            /** @description Versions to keep; 3 unless told otherwise */
            keep?: number;
            /** @description Images to make, each of less than 4 GiB; as many as the source needs */
            parts?: number;
            /** @description Or a TSV file, a folder with a manifest, a table image: below an allowed folder, or s3:// */
            source?: string;
        };
        Quarantine: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description Its failures count again */
            isOver: boolean;
            name: string;
            reason: string;
            /** @description Empty where the report names none */
            suite: string;
            /** Format: date-time */
            until: string;
        };
        QuarantineInput: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description Its failures count again */
            isOver: boolean;
            name: string;
            reason: string;
            /** @description Empty where the report names none */
            suite: string;
            /** Format: date-time */
            until: string;
        };
        QueryReply: {
            columns: {
                name: string;
                /** @description Postgres name, `int8` */
                type: string;
            }[];
            elapsedMs: number;
            /** @description There are more rows than the limit */
            isTruncated: boolean;
            rows: (string | number | boolean | null)[][];
        };
        QueryReplyInput: {
            columns: {
                name: string;
                /** @description Postgres name, `int8` */
                type: string;
            }[];
            elapsedMs: number;
            /** @description There are more rows than the limit */
            isTruncated: boolean;
            rows: (string | number | boolean | null)[][];
        };
        QueryRequest: {
            /**
             * @description Rows to return at most
             * @default 1000
             */
            limit: number;
            /** @description One statement */
            sql: string;
        };
        QueryRequestInput: {
            /**
             * @description Rows to return at most
             * @default 1000
             */
            limit: number;
            /** @description One statement */
            sql: string;
        };
        Readiness: {
            checks: {
                [key: string]: "ok" | "failed";
            };
            /** @enum {string} */
            status: "ready" | "unready";
        };
        ReadinessInput: {
            checks: {
                [key: string]: "ok" | "failed";
            };
            /** @enum {string} */
            status: "ready" | "unready";
        };
        ReadSample: {
            /** @description Names of the columns of tab-separated values, with commas between */
            columns?: string;
            /**
             * @default json-lines
             * @enum {string}
             */
            format: "json-lines" | "tsv";
            /** @description What the platform has */
            source: {
                /** @constant */
                kind: "file";
                /** @description File or folder under an allowed root */
                path: string;
            } | {
                /** @description Whose output is to be measured */
                id: string;
                /** @constant */
                kind: "execution";
            } | {
                /** @constant */
                kind: "dataset";
                /** @description Of the key-value store */
                name: string;
            } | {
                /** @constant */
                kind: "table";
                /** @description Of the warehouse */
                name: string;
            };
            /** @description The field whose words are counted: `text`, or `user.description` */
            text?: string;
            /**
             * @description What a word is: what white space divides; letters and digits that stand together; or as in 2012, where two spaces have an empty token between them
             * @default words
             * @enum {string}
             */
            tokens: "words" | "letters" | "single-spaces";
        };
        ReadSampleInput: {
            /** @description Names of the columns of tab-separated values, with commas between */
            columns?: string;
            /**
             * @default json-lines
             * @enum {string}
             */
            format: "json-lines" | "tsv";
            /** @description What the platform has */
            source: {
                /** @constant */
                kind: "file";
                /** @description File or folder under an allowed root */
                path: string;
            } | {
                /** @description Whose output is to be measured */
                id: string;
                /** @constant */
                kind: "execution";
            } | {
                /** @constant */
                kind: "dataset";
                /** @description Of the key-value store */
                name: string;
            } | {
                /** @constant */
                kind: "table";
                /** @description Of the warehouse */
                name: string;
            };
            /** @description The field whose words are counted: `text`, or `user.description` */
            text?: string;
            /**
             * @description What a word is: what white space divides; letters and digits that stand together; or as in 2012, where two spaces have an empty token between them
             * @default words
             * @enum {string}
             */
            tokens: "words" | "letters" | "single-spaces";
        };
        Ready: {
            /** @description Path, or URL; any answer below 400 is ready */
            http: string;
        } | {
            port: number | "PORT";
        } | {
            /** @description Regular expression that a line of its output matches */
            log: string;
        } | {
            /** @description Ready when it exits with 0 */
            command: string | string[];
        };
        ReadyInput: {
            /** @description Path, or URL; any answer below 400 is ready */
            http: string;
        } | {
            port: number | "PORT";
        } | {
            /** @description Regular expression that a line of its output matches */
            log: string;
        } | {
            /** @description Ready when it exits with 0 */
            command: string | string[];
        };
        Reason: {
            place?: components["schemas"]["CodePlace"];
            what: string;
        };
        ReasonInput: {
            place?: components["schemas"]["CodePlaceInput"];
            what: string;
        };
        ReplayedVerdict: {
            /** @description Which it was judged by */
            gates: components["schemas"]["Gate"][];
            /** @description What of the run is not kept any more, so that less is explained */
            lacks?: string;
            /** @description The verdict for people, for a comment at a forge say */
            markdown: string;
            metrics: components["schemas"]["Metrics"];
            run: components["schemas"]["RunMention"];
            verdict: components["schemas"]["Verdict"];
        };
        ReplayedVerdictInput: {
            /** @description Which it was judged by */
            gates: components["schemas"]["GateInput"][];
            /** @description What of the run is not kept any more, so that less is explained */
            lacks?: string;
            /** @description The verdict for people, for a comment at a forge say */
            markdown: string;
            metrics: components["schemas"]["MetricsInput"];
            run: components["schemas"]["RunMentionInput"];
            verdict: components["schemas"]["VerdictInput"];
        };
        Replica: {
            datasets: components["schemas"]["ReplicaDataset"][];
            /**
             * Format: date-time
             * @description When the leader was last heard; absent: not yet
             */
            heardAt?: string;
            /** @description redis://user@host:port */
            leader: string;
            /** @enum {string} */
            link: "connecting" | "up" | "down";
            /** @description Why the link is down, or what the leader refuses */
            problem?: string;
        };
        ReplicaDataset: {
            /** @description What the leader had more when it was last asked */
            lagBytes: number;
            /** @description Since it was the same as on the leader for sure */
            lagSeconds: number;
            name: string;
            problem?: string;
            /** @description Of the files under way */
            pulledBytes?: number;
            /**
             * @description `pulling`: files are under way, and readers see what was there before; `failing`: see `problem`, it is tried again
             * @enum {string}
             */
            state: "waiting" | "pulling" | "following" | "failing";
            totalBytes?: number;
        };
        ReplicaDatasetInput: {
            /** @description What the leader had more when it was last asked */
            lagBytes: number;
            /** @description Since it was the same as on the leader for sure */
            lagSeconds: number;
            name: string;
            problem?: string;
            /** @description Of the files under way */
            pulledBytes?: number;
            /**
             * @description `pulling`: files are under way, and readers see what was there before; `failing`: see `problem`, it is tried again
             * @enum {string}
             */
            state: "waiting" | "pulling" | "following" | "failing";
            totalBytes?: number;
        };
        ReplicaInput: {
            datasets: components["schemas"]["ReplicaDatasetInput"][];
            /**
             * Format: date-time
             * @description When the leader was last heard; absent: not yet
             */
            heardAt?: string;
            /** @description redis://user@host:port */
            leader: string;
            /** @enum {string} */
            link: "connecting" | "up" | "down";
            /** @description Why the link is down, or what the leader refuses */
            problem?: string;
        };
        Replication: {
            followers: {
                address: string;
                name: string;
            }[];
            /** @description Of a replica */
            replica?: components["schemas"]["Replica"];
            /** @enum {string} */
            role: "leader" | "replica";
        };
        ReplicationInput: {
            followers: {
                address: string;
                name: string;
            }[];
            /** @description Of a replica */
            replica?: components["schemas"]["ReplicaInput"];
            /** @enum {string} */
            role: "leader" | "replica";
        };
        Repository: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description The bare repository whose post-receive hook tells of pushes */
            hookFolder?: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            /** @description In a list: the newest run of the target branch that has passed or failed */
            lastRun?: {
                /** Format: date-time */
                finishedAt: string;
                /** @description 20 characters that sort by creation time */
                id: string;
                number: number;
                /** @enum {string} */
                state: "held" | "queued" | "running" | "passed" | "failed" | "cancelled" | "superseded";
            };
            /**
             * Format: date-time
             * @description The last look that has reached it
             */
            lookedAt?: string;
            /** @description Of the last of these */
            lookError?: components["schemas"]["Error"];
            /** @description Looks since then that have not */
            lookFailures: number;
            name: string;
            /** Format: date-time */
            nextLookAt?: string;
            /** @description Milliseconds between looks; null: it is not polled */
            pollMs: number | null;
            targetBranch: string;
            url: string;
            webhookSecret?: components["schemas"]["WebhookSecret"];
        };
        RepositoryInput: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** @description The bare repository whose post-receive hook tells of pushes */
            hookFolder?: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            /** @description In a list: the newest run of the target branch that has passed or failed */
            lastRun?: {
                /** Format: date-time */
                finishedAt: string;
                /** @description 20 characters that sort by creation time */
                id: string;
                number: number;
                /** @enum {string} */
                state: "held" | "queued" | "running" | "passed" | "failed" | "cancelled" | "superseded";
            };
            /**
             * Format: date-time
             * @description The last look that has reached it
             */
            lookedAt?: string;
            /** @description Of the last of these */
            lookError?: components["schemas"]["ErrorInput"];
            /** @description Looks since then that have not */
            lookFailures: number;
            name: string;
            /** Format: date-time */
            nextLookAt?: string;
            /** @description Milliseconds between looks; null: it is not polled */
            pollMs: number | null;
            targetBranch: string;
            url: string;
            webhookSecret?: components["schemas"]["WebhookSecretInput"];
        };
        RequestRun: {
            /**
             * @description Also where this commit was run before
             * @default false
             */
            again: boolean;
            /** @description Default: the target branch */
            branch?: string;
            /** @description Default: the newest of the branch */
            commit?: string;
            /** @description Why, for those who look later */
            reason: string;
            repository: string;
        };
        RequestRunInput: {
            /**
             * @description Also where this commit was run before
             * @default false
             */
            again: boolean;
            /** @description Default: the target branch */
            branch?: string;
            /** @description Default: the newest of the branch */
            commit?: string;
            /** @description Why, for those who look later */
            reason: string;
            repository: string;
        };
        Retries: {
            /**
             * @description Before the first of them
             * @default 1s
             */
            delay: string;
            /**
             * @description Each delay is so many times the one before
             * @default 2
             */
            factor: number;
            /** @description After the first attempt */
            times: number;
        };
        RetriesInput: {
            /**
             * @description Before the first of them
             * @default 1s
             */
            delay: string;
            /**
             * @description Each delay is so many times the one before
             * @default 2
             */
            factor: number;
            /** @description After the first attempt */
            times: number;
        };
        Run: {
            approvedBy?: string;
            author: string;
            branch: string;
            cancelledBy?: string;
            commit: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Why it failed, where no step did */
            error?: components["schemas"]["Error"];
            /** Format: date-time */
            finishedAt?: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            metrics?: components["schemas"]["Metrics"];
            /** @description Within its repository */
            number: number;
            repository: string;
            /** @description 20 characters that sort by creation time */
            rerunOf?: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "held" | "queued" | "running" | "passed" | "failed" | "cancelled" | "superseded";
            /** @description None before its config was read */
            steps: components["schemas"]["RunStep"][];
            /** @description First line of the commit’s message */
            subject: string;
            /** @description 20 characters that sort by creation time */
            supersededBy?: string;
            trigger: components["schemas"]["RunTrigger"];
            verdict?: components["schemas"]["Verdict"];
        };
        RunEstimate: {
            /** @description Work of all processors */
            coreHours: components["schemas"]["Interval"];
            /** @description Of the dollars, the widest first */
            drivers: components["schemas"]["Driver"][];
            /** @description Of the dollars */
            explanation: components["schemas"]["FigureTree"];
            /** @description From the order of the cluster to its end */
            hours: components["schemas"]["Interval"];
            instance: string;
            nodes: number;
            /** @description Machines and the service that runs them */
            usd: components["schemas"]["Interval"];
        };
        RunEstimateInput: {
            /** @description Work of all processors */
            coreHours: components["schemas"]["IntervalInput"];
            /** @description Of the dollars, the widest first */
            drivers: components["schemas"]["DriverInput"][];
            /** @description Of the dollars */
            explanation: components["schemas"]["FigureTreeInput"];
            /** @description From the order of the cluster to its end */
            hours: components["schemas"]["IntervalInput"];
            instance: string;
            nodes: number;
            /** @description Machines and the service that runs them */
            usd: components["schemas"]["IntervalInput"];
        };
        RunEvent: {
            data: components["schemas"]["Run"];
            id: string;
            /** @constant */
            topic: "run";
        };
        RunEventInput: {
            data: components["schemas"]["RunInput"];
            id: string;
            /** @constant */
            topic: "run";
        };
        RunInput: {
            approvedBy?: string;
            author: string;
            branch: string;
            cancelledBy?: string;
            commit: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Why it failed, where no step did */
            error?: components["schemas"]["ErrorInput"];
            /** Format: date-time */
            finishedAt?: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            metrics?: components["schemas"]["MetricsInput"];
            /** @description Within its repository */
            number: number;
            repository: string;
            /** @description 20 characters that sort by creation time */
            rerunOf?: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "held" | "queued" | "running" | "passed" | "failed" | "cancelled" | "superseded";
            /** @description None before its config was read */
            steps: components["schemas"]["RunStepInput"][];
            /** @description First line of the commit’s message */
            subject: string;
            /** @description 20 characters that sort by creation time */
            supersededBy?: string;
            trigger: components["schemas"]["RunTriggerInput"];
            verdict?: components["schemas"]["VerdictInput"];
        };
        RunMention: {
            branch: string;
            commit: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            number: number;
            repository: string;
            /** @enum {string} */
            state: "held" | "queued" | "running" | "passed" | "failed" | "cancelled" | "superseded";
            subject: string;
        };
        RunMentionInput: {
            branch: string;
            commit: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            number: number;
            repository: string;
            /** @enum {string} */
            state: "held" | "queued" | "running" | "passed" | "failed" | "cancelled" | "superseded";
            subject: string;
        };
        RunStep: {
            artifacts: components["schemas"]["Artifact"][];
            /** @description 0 before it was started; more than 1 where it was tried again, or an engine was lost */
            attempt: number;
            error?: components["schemas"]["Error"];
            exitCode?: number;
            /** Format: date-time */
            finishedAt?: string;
            /** @description The run that did it, where a rerun has kept it */
            keptFrom?: string;
            logBytes: number;
            logLines: number;
            mayFail: boolean;
            name: string;
            needs: string[];
            reason?: string;
            signal?: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "waiting" | "running" | "passed" | "failed" | "skipped" | "cancelled";
        };
        RunStepInput: {
            artifacts: components["schemas"]["ArtifactInput"][];
            /** @description 0 before it was started; more than 1 where it was tried again, or an engine was lost */
            attempt: number;
            error?: components["schemas"]["ErrorInput"];
            exitCode?: number;
            /** Format: date-time */
            finishedAt?: string;
            /** @description The run that did it, where a rerun has kept it */
            keptFrom?: string;
            logBytes: number;
            logLines: number;
            mayFail: boolean;
            name: string;
            needs: string[];
            reason?: string;
            signal?: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "waiting" | "running" | "passed" | "failed" | "skipped" | "cancelled";
        };
        RunTrigger: {
            /** @description Who, or what, asked: a name of a token, a forge, a person the forge names */
            by: string;
            /**
             * @description It is approved first, and gets no secret
             * @default false
             */
            fromFork: boolean;
            /** @enum {string} */
            kind: "poll" | "webhook" | "hook" | "schedule" | "person" | "rerun";
            pullRequest?: string;
            reason?: string;
        };
        RunTriggerInput: {
            /** @description Who, or what, asked: a name of a token, a forge, a person the forge names */
            by: string;
            /**
             * @description It is approved first, and gets no secret
             * @default false
             */
            fromFork: boolean;
            /** @enum {string} */
            kind: "poll" | "webhook" | "hook" | "schedule" | "person" | "rerun";
            pullRequest?: string;
            reason?: string;
        };
        RunVerdict: {
            /** @description The verdict for people, for a comment at a forge say */
            markdown: string;
            metrics: components["schemas"]["Metrics"];
            run: components["schemas"]["RunMention"];
            verdict: components["schemas"]["Verdict"];
        };
        RunVerdictInput: {
            /** @description The verdict for people, for a comment at a forge say */
            markdown: string;
            metrics: components["schemas"]["MetricsInput"];
            run: components["schemas"]["RunMentionInput"];
            verdict: components["schemas"]["VerdictInput"];
        };
        SampleStatistics: {
            /** @description Of all lines */
            bytes: number;
            fields: components["schemas"]["FieldStatistics"][];
            /** @description Different words of n: k n^beta */
            heaps?: {
                beta: number;
                /** @description Standard error of the exponent, by the texts of the sample */
                betaError: number;
                k: number;
            };
            /** @description All records were measured, not a random part */
            isWhole: boolean;
            /** @description Of the variance of sizes, the part that one record makes: near 1 nothing is known of their mean */
            largestShare: number;
            lines: number;
            name: string;
            record: components["schemas"]["Distribution"];
            /** @description That were measured */
            records: number;
            /** @description Lines that were left out */
            refused: {
                invalid: number;
                "not-a-record": number;
                "without-text": number;
            };
            seed: number;
            /** @description How heavy the tail of sizes is: below 2 no interval of their mean holds */
            tail?: {
                index: number;
                standardError: number;
            };
            /** @description Of a token, repeated ones too */
            tokenCharacters?: number;
            tokens?: components["schemas"]["Distribution"];
            uniqueTokens?: components["schemas"]["Distribution"];
            /** @description Bytes of a record compressed alone */
            zlib?: components["schemas"]["Distribution"];
            /** @description Bytes of a record compressed alone */
            zstd?: components["schemas"]["Distribution"];
            /** @description With a dictionary that was trained on the other half of the sample */
            zstdDictionary?: {
                dictionaryBytes: number;
                judgedOn: number;
                meanBytes: number;
                trainedOn: number;
            };
        };
        SampleStatisticsInput: {
            /** @description Of all lines */
            bytes: number;
            fields: components["schemas"]["FieldStatisticsInput"][];
            /** @description Different words of n: k n^beta */
            heaps?: {
                beta: number;
                /** @description Standard error of the exponent, by the texts of the sample */
                betaError: number;
                k: number;
            };
            /** @description All records were measured, not a random part */
            isWhole: boolean;
            /** @description Of the variance of sizes, the part that one record makes: near 1 nothing is known of their mean */
            largestShare: number;
            lines: number;
            name: string;
            record: components["schemas"]["DistributionInput"];
            /** @description That were measured */
            records: number;
            /** @description Lines that were left out */
            refused: {
                invalid: number;
                "not-a-record": number;
                "without-text": number;
            };
            seed: number;
            /** @description How heavy the tail of sizes is: below 2 no interval of their mean holds */
            tail?: {
                index: number;
                standardError: number;
            };
            /** @description Of a token, repeated ones too */
            tokenCharacters?: number;
            tokens?: components["schemas"]["DistributionInput"];
            uniqueTokens?: components["schemas"]["DistributionInput"];
            /** @description Bytes of a record compressed alone */
            zlib?: components["schemas"]["DistributionInput"];
            /** @description Bytes of a record compressed alone */
            zstd?: components["schemas"]["DistributionInput"];
            /** @description With a dictionary that was trained on the other half of the sample */
            zstdDictionary?: {
                dictionaryBytes: number;
                judgedOn: number;
                meanBytes: number;
                trainedOn: number;
            };
        };
        Scenario: {
            /** @default aws-2026 */
            book: string;
            /**
             * @default none
             * @enum {string}
             */
            compression: "none" | "zlib" | "zstd" | "zstd-dictionary";
            /** @default 0.9 */
            confidence: number;
            /**
             * @description On top of what machines and disks cost, to run and refresh them, as a share: 0.05 to 0.25 where you own them; a cloud has it in its prices.
             * @default 0
             */
            energy: number | {
                expected: number;
                high: number;
                low: number;
            };
            /**
             * @description By which share the rate grows each month.
             * @default 0
             */
            growth: number | {
                expected: number;
                high: number;
                low: number;
            };
            /**
             * @description An inverted index of the words, kept beside the records, and how its postings are written
             * @default none
             * @enum {string}
             */
            index: "none" | "delta-varint" | "elias-fano";
            /** @default 64 */
            keyBits: number | {
                expected: number;
                high: number;
                low: number;
            };
            /**
             * @description Names of media
             * @default [
             *       "ram",
             *       "ssd",
             *       "s3"
             *     ]
             */
            media: string[];
            /**
             * @description How far to look ahead.
             * @default 12
             */
            months: number;
            /**
             * @description Records in an object of an object store.
             * @default 1
             */
            objectRecords: number | {
                expected: number;
                high: number;
                low: number;
            };
            /** @default 80 */
            overheadBits: number | {
                expected: number;
                high: number;
                low: number;
            };
            /** @description New records: `340e6 record/day`. */
            rate?: string;
            /** @description Records that are there from the beginning: `1e6 record`. */
            records?: string;
            /** @default 1 */
            replicas: number | {
                expected: number;
                high: number;
                low: number;
            };
            /** @description Each is kept so long; without it, for ever. */
            retention?: string;
            /**
             * @description Factors of the rate, month after month, over and over.
             * @default [
             *       1
             *     ]
             */
            seasonality: number[];
            /** @default 1 */
            seed: number;
            /** @description The field by which the rows of a column store are sorted, as by the sort key of a warehouse. */
            sortedBy?: string;
            /**
             * @description How machines are paid: by the hour, or bound for years with nothing upfront.
             * @default on-demand
             * @enum {string}
             */
            term: "on-demand" | "reserved-1y" | "reserved-3y";
            /** @default scenario */
            title: string;
        };
        ScenarioInput: {
            /** @default aws-2026 */
            book: string;
            /**
             * @default none
             * @enum {string}
             */
            compression: "none" | "zlib" | "zstd" | "zstd-dictionary";
            /** @default 0.9 */
            confidence: number;
            /**
             * @description On top of what machines and disks cost, to run and refresh them, as a share: 0.05 to 0.25 where you own them; a cloud has it in its prices.
             * @default 0
             */
            energy: number | {
                expected: number;
                high: number;
                low: number;
            };
            /**
             * @description By which share the rate grows each month.
             * @default 0
             */
            growth: number | {
                expected: number;
                high: number;
                low: number;
            };
            /**
             * @description An inverted index of the words, kept beside the records, and how its postings are written
             * @default none
             * @enum {string}
             */
            index: "none" | "delta-varint" | "elias-fano";
            /** @default 64 */
            keyBits: number | {
                expected: number;
                high: number;
                low: number;
            };
            /**
             * @description Names of media
             * @default [
             *       "ram",
             *       "ssd",
             *       "s3"
             *     ]
             */
            media: string[];
            /**
             * @description How far to look ahead.
             * @default 12
             */
            months: number;
            /**
             * @description Records in an object of an object store.
             * @default 1
             */
            objectRecords: number | {
                expected: number;
                high: number;
                low: number;
            };
            /** @default 80 */
            overheadBits: number | {
                expected: number;
                high: number;
                low: number;
            };
            /** @description New records: `340e6 record/day`. */
            rate?: string;
            /** @description Records that are there from the beginning: `1e6 record`. */
            records?: string;
            /** @default 1 */
            replicas: number | {
                expected: number;
                high: number;
                low: number;
            };
            /** @description Each is kept so long; without it, for ever. */
            retention?: string;
            /**
             * @description Factors of the rate, month after month, over and over.
             * @default [
             *       1
             *     ]
             */
            seasonality: number[];
            /** @default 1 */
            seed: number;
            /** @description The field by which the rows of a column store are sorted, as by the sort key of a warehouse. */
            sortedBy?: string;
            /**
             * @description How machines are paid: by the hour, or bound for years with nothing upfront.
             * @default on-demand
             * @enum {string}
             */
            term: "on-demand" | "reserved-1y" | "reserved-3y";
            /** @default scenario */
            title: string;
        };
        SecretReference: {
            /** @description Variable of the engine’s own environment */
            env: string;
        } | {
            /** @description File of mode 0600 on the engine’s machine */
            file: string;
        } | {
            /** @description File in the repository that age has encrypted */
            age: string;
            /** @description File of mode 0600 on the engine’s machine with the identity */
            identity: string;
        } | {
            /** @description Program that prints it */
            command: string[];
        };
        SecretReferenceInput: {
            /** @description Variable of the engine’s own environment */
            env: string;
        } | {
            /** @description File of mode 0600 on the engine’s machine */
            file: string;
        } | {
            /** @description File in the repository that age has encrypted */
            age: string;
            /** @description File of mode 0600 on the engine’s machine with the identity */
            identity: string;
        } | {
            /** @description Program that prints it */
            command: string[];
        };
        Session: {
            /** Format: date-time */
            expiresAt: string;
            /** @description Of the token; `owner` is the platform’s own */
            name: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
            /** @description Version of the platform */
            version: string;
        };
        SessionInput: {
            /** Format: date-time */
            expiresAt: string;
            /** @description Of the token; `owner` is the platform’s own */
            name: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
            /** @description Version of the platform */
            version: string;
        };
        SetQuarantine: {
            name: string;
            /** @description Why, and who will mend it */
            reason: string;
            /**
             * @description Empty where the report names none
             * @default
             */
            suite: string;
            /**
             * Format: date-time
             * @description At most 90 days from now
             */
            until: string;
        };
        SetQuarantineInput: {
            name: string;
            /** @description Why, and who will mend it */
            reason: string;
            /**
             * @description Empty where the report names none
             * @default
             */
            suite: string;
            /**
             * Format: date-time
             * @description At most 90 days from now
             */
            until: string;
        };
        SkippedRecord: {
            /** @description The record, when it is not */
            base64?: string;
            /** @description Length of the record without its line ending */
            bytes: number;
            file: string;
            /** @description Only the beginning of a long record is kept here */
            isCut?: boolean;
            /** @description Byte of the file at which the record begins */
            offset: number;
            reason: string;
            /** @description The record, when it is UTF-8 */
            text?: string;
        };
        SkippedRecordInput: {
            /** @description The record, when it is not */
            base64?: string;
            /** @description Length of the record without its line ending */
            bytes: number;
            file: string;
            /** @description Only the beginning of a long record is kept here */
            isCut?: boolean;
            /** @description Byte of the file at which the record begins */
            offset: number;
            reason: string;
            /** @description The record, when it is UTF-8 */
            text?: string;
        };
        StartExecution: {
            /**
             * @description Of the parts; default: none
             * @enum {string}
             */
            compression?: "none" | "gzip" | "zstd";
            input: components["schemas"]["InputReference"];
            /** @description Name of a registered job */
            job: string;
            /** @description Bound of the whole run; default: 512 MiB */
            memoryBytes?: number;
            /** @description Of the job, checked by its schema */
            options?: {
                [key: string]: unknown;
            };
            /** @description Reducers, and so parts; default: 4 */
            partitions?: number;
            /** @description Fail when more records than this are skipped */
            skipLimit?: number;
            /** @description Fail when a larger share of the records is skipped */
            skipShareMax?: number;
            /** @description Default: one for each core */
            workers?: number;
        };
        StartExecutionInput: {
            /**
             * @description Of the parts; default: none
             * @enum {string}
             */
            compression?: "none" | "gzip" | "zstd";
            input: components["schemas"]["InputReferenceInput"];
            /** @description Name of a registered job */
            job: string;
            /** @description Bound of the whole run; default: 512 MiB */
            memoryBytes?: number;
            /** @description Of the job, checked by its schema */
            options?: {
                [key: string]: unknown;
            };
            /** @description Reducers, and so parts; default: 4 */
            partitions?: number;
            /** @description Fail when more records than this are skipped */
            skipLimit?: number;
            /** @description Fail when a larger share of the records is skipped */
            skipShareMax?: number;
            /** @description Default: one for each core */
            workers?: number;
        };
        StartLoad: {
            /** @description A succeeded execution whose output is to be loaded */
            executionId: string;
            /**
             * @default replace
             * @enum {string}
             */
            mode: "replace" | "append";
            table: string;
        };
        StartLoadInput: {
            /** @description A succeeded execution whose output is to be loaded */
            executionId: string;
            /**
             * @default replace
             * @enum {string}
             */
            mode: "replace" | "append";
            table: string;
        };
        StepReport: {
            /** @description Pairs that mappers emitted */
            emitted: number;
            endedMs?: number;
            /** @description Keys that reducers were called for; 0 where pairs are copied */
            groups: number;
            inputBytes: number;
            inputBytesDone: number;
            /** @enum {string} */
            kind: "map-reduce" | "map" | "reduce";
            largestGroup?: {
                key: string;
                pairs: number;
            };
            mapEndedMs?: number;
            mapTasks: number;
            mapTasksDone: number;
            outputBytes: number;
            records: number;
            reduceTasks: number;
            reduceTasksDone: number;
            /** @description Tasks that were done again after a failure */
            retries: number;
            rows: number;
            rowsMax: number;
            rowsMedian: number;
            skipped: number;
            spilledBytes: number;
            /** @description Pairs left to sort after combiners, bytes below */
            spilledPairs: number;
            /** @description After the start of the execution */
            startedMs?: number;
            work: components["schemas"]["WorkTimes"];
        };
        StepReportInput: {
            /** @description Pairs that mappers emitted */
            emitted: number;
            endedMs?: number;
            /** @description Keys that reducers were called for; 0 where pairs are copied */
            groups: number;
            inputBytes: number;
            inputBytesDone: number;
            /** @enum {string} */
            kind: "map-reduce" | "map" | "reduce";
            largestGroup?: {
                key: string;
                pairs: number;
            };
            mapEndedMs?: number;
            mapTasks: number;
            mapTasksDone: number;
            outputBytes: number;
            records: number;
            reduceTasks: number;
            reduceTasksDone: number;
            /** @description Tasks that were done again after a failure */
            retries: number;
            rows: number;
            rowsMax: number;
            rowsMedian: number;
            skipped: number;
            spilledBytes: number;
            /** @description Pairs left to sort after combiners, bytes below */
            spilledPairs: number;
            /** @description After the start of the execution */
            startedMs?: number;
            work: components["schemas"]["WorkTimesInput"];
        };
        StoredSample: {
            /** @description Of its content, and of how it was read */
            id: string;
            /** Format: date-time */
            readAt: string;
            statistics: components["schemas"]["SampleStatistics"];
        };
        StoredSampleInput: {
            /** @description Of its content, and of how it was read */
            id: string;
            /** Format: date-time */
            readAt: string;
            statistics: components["schemas"]["SampleStatisticsInput"];
        };
        Table: {
            /** @description On disk, with indexes */
            bytes: number;
            columns: components["schemas"]["Column"][];
            lastLoad?: components["schemas"]["Load"];
            name: string;
            rows: number;
            summary: string;
        };
        TableInput: {
            /** @description On disk, with indexes */
            bytes: number;
            columns: components["schemas"]["ColumnInput"][];
            lastLoad?: components["schemas"]["LoadInput"];
            name: string;
            rows: number;
            summary: string;
        };
        TaskReport: {
            attempt: number;
            /** @description Input of a map task, output of a reduce task */
            bytes: number;
            endedMs: number;
            /** @description Split, or partition */
            index: number;
            /** @enum {string} */
            kind: "map" | "reduce";
            records: number;
            /** @description After the start of the execution */
            startedMs: number;
            /** @description From 1 */
            step: number;
            worker: number;
        };
        TaskReportInput: {
            attempt: number;
            /** @description Input of a map task, output of a reduce task */
            bytes: number;
            endedMs: number;
            /** @description Split, or partition */
            index: number;
            /** @enum {string} */
            kind: "map" | "reduce";
            records: number;
            /** @description After the start of the execution */
            startedMs: number;
            /** @description From 1 */
            step: number;
            worker: number;
        };
        TestCase: {
            /** @description It failed, and passed when it was run again */
            isFlaky: boolean;
            /** @description Its failure does not count */
            isQuarantined?: boolean;
            /** @description Why it did not pass */
            message?: string;
            name: string;
            /** @enum {string} */
            outcome: "passed" | "failed" | "errored" | "skipped";
            place?: components["schemas"]["CodePlace"];
            seconds?: number;
            /** @description Its class, file or suite; empty where the report names none */
            suite: string;
        };
        TestCaseInput: {
            /** @description It failed, and passed when it was run again */
            isFlaky: boolean;
            /** @description Its failure does not count */
            isQuarantined?: boolean;
            /** @description Why it did not pass */
            message?: string;
            name: string;
            /** @enum {string} */
            outcome: "passed" | "failed" | "errored" | "skipped";
            place?: components["schemas"]["CodePlaceInput"];
            seconds?: number;
            /** @description Its class, file or suite; empty where the report names none */
            suite: string;
        };
        TestHabit: {
            failures: number;
            /** @description Why it is held for flaky, where it is */
            flaky?: string;
            /** @description How often it went otherwise than in the run before on the same branch */
            flips: number;
            name: string;
            quarantine?: components["schemas"]["Quarantine"];
            /** @description How often it passed when it was run again within a run */
            retried: number;
            runs: number;
            secondsMax?: number;
            secondsMedian?: number;
            /** @description Empty where the report names none */
            suite: string;
        };
        TestHabitInput: {
            failures: number;
            /** @description Why it is held for flaky, where it is */
            flaky?: string;
            /** @description How often it went otherwise than in the run before on the same branch */
            flips: number;
            name: string;
            quarantine?: components["schemas"]["QuarantineInput"];
            /** @description How often it passed when it was run again within a run */
            retried: number;
            runs: number;
            secondsMax?: number;
            secondsMedian?: number;
            /** @description Empty where the report names none */
            suite: string;
        };
        TestOutcome: {
            /** Format: date-time */
            at: string;
            branch: string;
            commit: string;
            isFlaky: boolean;
            /** @enum {string} */
            outcome: "passed" | "failed" | "errored" | "skipped";
            /** @description 20 characters that sort by creation time */
            runId: string;
            seconds?: number;
        };
        TestOutcomeInput: {
            /** Format: date-time */
            at: string;
            branch: string;
            commit: string;
            isFlaky: boolean;
            /** @enum {string} */
            outcome: "passed" | "failed" | "errored" | "skipped";
            /** @description 20 characters that sort by creation time */
            runId: string;
            seconds?: number;
        };
        TextOrBytes: string | {
            /** Format: base64 */
            base64: string;
        };
        TextOrBytesInput: string | {
            /** Format: base64 */
            base64: string;
        };
        ToolReport: {
            cases: components["schemas"]["TestCase"][];
            /** @constant */
            format: "junit";
            /** @constant */
            kind: "tests";
        } | {
            files: components["schemas"]["FileCoverage"][];
            /** @enum {string} */
            format: "cobertura" | "lcov" | "istanbul";
            /** @constant */
            kind: "coverage";
        } | {
            findings: components["schemas"]["CodeFinding"][];
            /** @enum {string} */
            format: "sarif" | "checkstyle" | "pylint";
            /** @constant */
            kind: "findings";
        } | {
            duplications: components["schemas"]["Duplication"][];
            /** @constant */
            format: "cpd";
            /** @constant */
            kind: "duplication";
        } | {
            files: components["schemas"]["FileSize"][];
            /** @constant */
            format: "lines";
            /** @constant */
            kind: "size";
        };
        ToolReportInput: {
            cases: components["schemas"]["TestCaseInput"][];
            /** @constant */
            format: "junit";
            /** @constant */
            kind: "tests";
        } | {
            files: components["schemas"]["FileCoverageInput"][];
            /** @enum {string} */
            format: "cobertura" | "lcov" | "istanbul";
            /** @constant */
            kind: "coverage";
        } | {
            findings: components["schemas"]["CodeFindingInput"][];
            /** @enum {string} */
            format: "sarif" | "checkstyle" | "pylint";
            /** @constant */
            kind: "findings";
        } | {
            duplications: components["schemas"]["DuplicationInput"][];
            /** @constant */
            format: "cpd";
            /** @constant */
            kind: "duplication";
        } | {
            files: components["schemas"]["FileSizeInput"][];
            /** @constant */
            format: "lines";
            /** @constant */
            kind: "size";
        };
        Trend: {
            isMoreBetter: boolean;
            metric: string;
            /** @description The oldest first */
            points: components["schemas"]["TrendPoint"][];
        };
        TrendInput: {
            isMoreBetter: boolean;
            metric: string;
            /** @description The oldest first */
            points: components["schemas"]["TrendPointInput"][];
        };
        TrendPoint: {
            /** Format: date-time */
            at: string;
            commit: string;
            high: number;
            low: number;
            number: number;
            /** @description The last of them */
            runId: string;
            runs: number;
            /** @description Of the last of them */
            value: number;
        };
        TrendPointInput: {
            /** Format: date-time */
            at: string;
            commit: string;
            high: number;
            low: number;
            number: number;
            /** @description The last of them */
            runId: string;
            runs: number;
            /** @description Of the last of them */
            value: number;
        };
        Trends: {
            branch: string;
            /** @description Figures that there are */
            metrics: string[];
            /** @description For the runs before these */
            nextCursor?: string;
            trends: components["schemas"]["Trend"][];
        };
        TrendsInput: {
            branch: string;
            /** @description Figures that there are */
            metrics: string[];
            /** @description For the runs before these */
            nextCursor?: string;
            trends: components["schemas"]["TrendInput"][];
        };
        Triggered: {
            /** @description Why there is none */
            ignored?: string;
            runs: components["schemas"]["TriggeredRun"][];
        };
        TriggeredInput: {
            /** @description Why there is none */
            ignored?: string;
            runs: components["schemas"]["TriggeredRunInput"][];
        };
        TriggeredRun: {
            branch: string;
            commit: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            isNew: boolean;
            number: number;
        };
        TriggeredRunInput: {
            branch: string;
            commit: string;
            /** @description 20 characters that sort by creation time */
            id: string;
            isNew: boolean;
            number: number;
        };
        Triggers: {
            /**
             * @description Globs of branches
             * @default [
             *       "**"
             *     ]
             */
            branches: string[];
            /** @default true */
            pullRequests: boolean;
            /** @default [] */
            schedule: {
                /** @default main */
                branch: string;
                /** @description Five fields, UTC */
                cron: string;
            }[];
            /**
             * @description Globs of tags
             * @default []
             */
            tags: string[];
        };
        TriggersInput: {
            /**
             * @description Globs of branches
             * @default [
             *       "**"
             *     ]
             */
            branches: string[];
            /** @default true */
            pullRequests: boolean;
            /** @default [] */
            schedule: {
                /** @default main */
                branch: string;
                /** @description Five fields, UTC */
                cron: string;
            }[];
            /**
             * @description Globs of tags
             * @default []
             */
            tags: string[];
        };
        UnpricedMedium: {
            medium: string;
            problem: components["schemas"]["Error"];
            title: string;
        };
        UnpricedMediumInput: {
            medium: string;
            problem: components["schemas"]["ErrorInput"];
            title: string;
        };
        Upload: {
            bytes: number;
            /** @description 20 characters that sort by creation time */
            id: string;
            name: string;
        };
        UploadInput: {
            bytes: number;
            /** @description 20 characters that sort by creation time */
            id: string;
            name: string;
        };
        Verdict: {
            /** @description Commit where the change began */
            base?: string;
            /** @description Failed tests that count again, since their quarantine is over */
            expired?: components["schemas"]["KnownTest"][];
            /** @description Tests that fail and pass without a reason in the code */
            flaky?: components["schemas"]["KnownTest"][];
            gates: components["schemas"]["GateVerdict"][];
            /** @enum {string} */
            outcome: "passed" | "failed";
            /** @description Failed tests that do not count */
            quarantined?: components["schemas"]["KnownTest"][];
        };
        VerdictInput: {
            /** @description Commit where the change began */
            base?: string;
            /** @description Failed tests that count again, since their quarantine is over */
            expired?: components["schemas"]["KnownTestInput"][];
            /** @description Tests that fail and pass without a reason in the code */
            flaky?: components["schemas"]["KnownTestInput"][];
            gates: components["schemas"]["GateVerdictInput"][];
            /** @enum {string} */
            outcome: "passed" | "failed";
            /** @description Failed tests that do not count */
            quarantined?: components["schemas"]["KnownTestInput"][];
        };
        Version: {
            /** @description The version that it was a delta on */
            base?: number;
            entries: number;
            /** @description Of its files, which are as large in memory */
            imageBytes: number;
            /** @description In memory: a rollback to it takes milliseconds */
            isResident: boolean;
            isServed: boolean;
            /** @description Of one that is in memory */
            memoryBytes?: number;
            number: number;
            /** @description Images that it consists of, where they are several */
            parts?: number;
            /** Format: date-time */
            publishedAt: string;
            /** @description What it was made of */
            source: string;
        };
        VersionInput: {
            /** @description The version that it was a delta on */
            base?: number;
            entries: number;
            /** @description Of its files, which are as large in memory */
            imageBytes: number;
            /** @description In memory: a rollback to it takes milliseconds */
            isResident: boolean;
            isServed: boolean;
            /** @description Of one that is in memory */
            memoryBytes?: number;
            number: number;
            /** @description Images that it consists of, where they are several */
            parts?: number;
            /** Format: date-time */
            publishedAt: string;
            /** @description What it was made of */
            source: string;
        };
        WebhookSecret: {
            /** @description Variable of the server’s own environment */
            env: string;
        } | {
            /** @description File of mode 0600 on the server’s machine */
            file: string;
        };
        WebhookSecretInput: {
            /** @description Variable of the server’s own environment */
            env: string;
        } | {
            /** @description File of mode 0600 on the server’s machine */
            file: string;
        };
        WorkTimes: {
            combineMs: number;
            /** @description Reading, parsing and the mapper */
            mapMs: number;
            mergeMs: number;
            /** @description The reducer and writing parts */
            reduceMs: number;
            sortMs: number;
            spillMs: number;
        };
        WorkTimesInput: {
            combineMs: number;
            /** @description Reading, parsing and the mapper */
            mapMs: number;
            mergeMs: number;
            /** @description The reducer and writing parts */
            reduceMs: number;
            sortMs: number;
            spillMs: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listPrices: {
        parameters: {
            query?: {
                /** @description Of the names of prices */
                prefix?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BookPrice"][];
                        title: string;
                    };
                };
            };
        };
    };
    compareCosts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompareCostsInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparisonReply"];
                };
            };
        };
    };
    keepDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["KeptEstimate"][];
                        memoryBytes: number;
                    };
                };
            };
        };
    };
    estimateCost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateCostInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstimateReply"];
                };
            };
        };
    };
    explainCost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainCostInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureTree"];
                };
            };
        };
    };
    listMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CostMedium"][];
                    };
                };
            };
        };
    };
    estimateRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateRunInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunEstimate"];
                };
            };
        };
    };
    listSamples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["StoredSample"][];
                    };
                };
            };
        };
    };
    uploadSample: {
        parameters: {
            query: {
                /** @description Names of the columns of tab-separated values, with commas between */
                columns?: string;
                format?: "json-lines" | "tsv";
                /** @description For people */
                name: string;
                /** @description The field whose words are counted: `text`, or `user.description` */
                text?: string;
                /** @description What a word is: what white space divides; letters and digits that stand together; or as in 2012, where two spaces have an empty token between them */
                tokens?: "words" | "letters" | "single-spaces";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSample"];
                };
            };
        };
    };
    getSample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSample"];
                };
            };
        };
    };
    removeSample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    readSample: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadSampleInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSample"];
                };
            };
        };
    };
    listChanges: {
        parameters: {
            query?: {
                actor?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Items in a page */
                limit?: number;
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Change"][];
                        nextCursor?: string;
                    };
                };
            };
        };
    };
    receiveWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                forge: "github" | "gitlab" | "gitea" | "forgejo" | "bitbucket";
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Triggered"];
                };
            };
        };
    };
    listRepositories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Repository"][];
                    };
                };
            };
        };
    };
    addRepository: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddRepositoryInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"];
                };
            };
        };
    };
    getRepository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"];
                };
            };
        };
    };
    changeRepository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRepositoryInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"];
                };
            };
        };
    };
    removeRepository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    installHook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Default: the path that is its address */
                    folder?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"];
                };
            };
        };
    };
    removeHook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repository"];
                };
            };
        };
    };
    lookAtRepository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Triggered"];
                };
            };
        };
    };
    listBest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BestValue"][];
                    };
                };
            };
        };
    };
    resetBest: {
        parameters: {
            query: {
                metric: string;
                reason: string;
            };
            header?: never;
            path: {
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listQuarantine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Quarantine"][];
                    };
                };
            };
        };
    };
    quarantineTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                repository: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetQuarantineInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantine"];
                };
            };
        };
    };
    releaseTest: {
        parameters: {
            query: {
                name: string;
                /** @description Empty where the report names none */
                suite?: string;
            };
            header?: never;
            path: {
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listTests: {
        parameters: {
            query?: {
                /** @description Default: all branches */
                branch?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Items in a page */
                limit?: number;
                order?: "slowest" | "flakiest";
            };
            header?: never;
            path: {
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TestHabit"][];
                        nextCursor?: string;
                    };
                };
            };
        };
    };
    listTestOutcomes: {
        parameters: {
            query: {
                /** @description Items in a page */
                limit?: number;
                name: string;
                /** @description Empty where the report names none */
                suite?: string;
            };
            header?: never;
            path: {
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TestOutcome"][];
                    };
                };
            };
        };
    };
    listTrends: {
        parameters: {
            query?: {
                /** @description Default: the target branch */
                branch?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Names, with commas between them */
                metrics?: string;
                /** @description Of more runs, several become one point */
                points?: number;
                /** @description How many, from the newest */
                runs?: number;
            };
            header?: never;
            path: {
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trends"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                branch?: string;
                /** @description Its beginning is enough */
                commit?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Items in a page */
                limit?: number;
                repository?: string;
                state?: "held" | "queued" | "running" | "passed" | "failed" | "cancelled" | "superseded";
                /** @description In the subject or the author of the commit */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Run"][];
                        nextCursor?: string;
                    };
                };
            };
        };
    };
    requestRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestRunInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
        };
    };
    approveRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
        };
    };
    getArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Error"];
                };
            };
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
        };
    };
    followRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rerun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Steps that are not after this one keep what they did */
                    from?: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
        };
    };
    readLog: {
        parameters: {
            query?: {
                /** @description Default: the last */
                attempt?: number;
                count?: number;
                /** @description First line */
                from?: number;
            };
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
                /** @description Its name, with its matrix cell */
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogPage"];
                };
            };
        };
    };
    followLog: {
        parameters: {
            query?: {
                attempt?: number;
                /** @description First line */
                from?: number;
            };
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    searchLog: {
        parameters: {
            query: {
                attempt?: number;
                limit?: number;
                text: string;
            };
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
                /** @description Its name, with its matrix cell */
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description There are more */
                        isCut: boolean;
                        lines: components["schemas"]["LogLine"][];
                    };
                };
            };
        };
    };
    getVerdict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunVerdict"];
                };
            };
        };
    };
    replayVerdict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    gates: components["schemas"]["GateInput"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedVerdict"];
                };
            };
        };
    };
    followRuns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AccessToken"][];
                    };
                };
            };
        };
    };
    makeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeTokenInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessToken"];
                };
            };
        };
    };
    followExecutions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    getManyValues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: components["schemas"]["TextOrBytesInput"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description In the order of the keys; null: no such key */
                        values: (components["schemas"]["TextOrBytes"] | null)[];
                    };
                };
            };
        };
    };
    getValue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset: string;
                /** @description UTF-8, percent-encoded */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["Error"];
                };
            };
        };
    };
    putValue: {
        parameters: {
            query?: {
                /** @description It expires after so long */
                ttlSeconds?: number;
            };
            header?: never;
            path: {
                dataset: string;
                /** @description UTF-8, percent-encoded */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteValue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset: string;
                /** @description UTF-8, percent-encoded */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    runKvCommand: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description ["GET", "key"] */
                    command: components["schemas"]["TextOrBytesInput"][];
                    dataset?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description As RESP2 has it; an error is {"error": "ERR …"} */
                        reply: unknown;
                    };
                };
            };
        };
    };
    listDatasets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Dataset"][];
                    };
                };
            };
        };
    };
    createDataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDatasetInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
        };
    };
    getDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
        };
    };
    removeDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
                prefix?: string;
                /** @description Of each value so much at most */
                valueBytesMax?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["KeyValue"][];
                        nextCursor?: string;
                    };
                };
            };
        };
    };
    pinVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinsInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
        };
    };
    rollBackDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The one before the served when absent */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
        };
    };
    publishVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
        };
    };
    promoteReplica: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replication"];
                };
            };
        };
    };
    getKvStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KvStats"];
                };
            };
        };
    };
    listExecutions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                job?: string;
                /** @description Items in a page */
                limit?: number;
                state?: "running" | "succeeded" | "failed" | "stopped" | "interrupted";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Execution"][];
                        nextCursor?: string;
                    };
                };
            };
        };
    };
    startExecution: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartExecutionInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Execution"];
                };
            };
        };
    };
    getExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Execution"];
                };
            };
        };
    };
    discardExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    diagnoseExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnosis"];
                };
            };
        };
    };
    followExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resumeExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Execution"];
                };
            };
        };
    };
    retrySkipped: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Execution"];
                };
            };
        };
    };
    listSkipped: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Items in a page */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SkippedRecord"][];
                        nextCursor?: string;
                    };
                };
            };
        };
    };
    stopExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Execution"];
                };
            };
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Items in a page */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description 20 characters that sort by creation time */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TaskReport"][];
                        nextCursor?: string;
                    };
                };
            };
        };
    };
    listInputs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description There are more files than are listed */
                        isTruncated: boolean;
                        items: components["schemas"]["InputFile"][];
                        roots: string[];
                    };
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Job"][];
                    };
                };
            };
        };
    };
    uploadInput: {
        parameters: {
            query: {
                /** @description For people; not a path */
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listLoads: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Items in a page */
                limit?: number;
                table?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Load"][];
                        nextCursor?: string;
                    };
                };
            };
        };
    };
    startLoad: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartLoadInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Load"];
                };
            };
        };
    };
    runQuery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryRequestInput"];
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryReply"];
                };
            };
        };
    };
    listTables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Table"][];
                    };
                };
            };
        };
    };
    getTable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Table"];
                };
            };
        };
    };
}
