package org.updraft.htcondor.submit;

import java.util.List;
import java.util.Random;

/** Submit files of one job that fill commands with usual, odd and wrong values; the same for a seed every time. */
final class RandomJobs {

    private static final List<String> TRUTHS = List.of(
            "true", "false", "True", "no", "yes", "1", "0", "T", "maybe", "\"true\"", "1 == 1", "undefined", "2");
    private static final List<String> NUMBERS = List.of(
            "1", "0", "7", "-3", "+4", "2.5", "1 + 1", "many", "1e3", "0x10", "12 34", "\"5\"", "3000000000", "1K");
    private static final List<String> TEXTS = List.of(
            "plain",
            "two words",
            "\"in quotes\"",
            "a \"quote\" inside",
            "it's",
            "a,b, c ,d",
            "a b  c",
            "back\\slash",
            "\"open",
            "1",
            "a;b",
            "x=y");
    private static final List<String> EXPRESSIONS = List.of(
            "true",
            "false",
            "5",
            "0.5",
            "Memory > 5",
            "JobStatus == 5 && NumJobStarts>3",
            "time() - QDate > 100",
            "ifThenElse(a,b,c)",
            "(1",
            "a b",
            "\"text\"",
            "=?=",
            "undefined",
            "x =?= undefined",
            "{1,2}",
            "TARGET.KFlops/1E3",
            "a[1]",
            "!x");
    private static final List<String> SIZES = List.of(
            "1",
            "100",
            "2G",
            "2 GB",
            "1.5G",
            "512M",
            "10K",
            "4096 KB",
            "1T",
            "3B",
            "2GiB",
            "-1",
            "0",
            "undefined",
            "RequestCpus * 5",
            "1 + 1",
            "2g",
            "1.5",
            "5X",
            "lots",
            "10 20",
            "1e3",
            "2 G B",
            "0.1M",
            "1P",
            "100b",
            ".5G",
            "5.",
            "1000000000");
    private static final List<String> COUNTS = List.of(
            "1",
            "4",
            "0",
            "-1",
            "undefined",
            "2.5",
            "1 + 1",
            "2K",
            "many",
            "\"4\"",
            "TARGET.Cpus",
            "1e1",
            "(2",
            "4 5",
            "08");
    private static final List<String> FILES = List.of(
            "a.txt",
            "/dev/null",
            "sub/b.txt",
            "a.txt,b.txt",
            "a.txt , b.txt",
            "a.txt b.txt",
            "http://h/x",
            "\"a.txt\"",
            "sub/",
            "/tmp/x y",
            "osdf:///a/b",
            "a.txt,",
            ",a.txt",
            "\"\"");
    private static final List<String> ARGUMENTS = List.of(
            "a b c",
            "\"a 'b c' d\"",
            "\"a\"",
            "\"\"",
            "a \\\"b\\\"",
            "a \"b",
            "\"a ''b'' c\"",
            "\"a '' b\"",
            "it's a",
            "\"it's\"",
            "\"a \"\"b\"\"\"",
            "a   b\tc",
            "\"a\" b",
            "\\\\ \\a",
            "'a b'",
            "\"'a''b'\"",
            "$$(Memory)",
            "\"tab\there\"");
    private static final List<String> ENVIRONMENTS = List.of(
            "A=1",
            "A=1;B=2",
            "\"A=1 B=2\"",
            "\"A='x y' B=\"\"q\"\"\"",
            "A",
            "\"A\"",
            "=1",
            "A=1;;B=2",
            "A = 1; B=2",
            "\"A=1",
            "A=x y;B=z",
            "A=it's",
            "\"A='it''s'\"",
            "A=1;A=2",
            "B=1;A=2",
            "\"A= B=2\"",
            "A=\"x\"",
            "A=",
            "A=a=b",
            "A=1 B=2",
            "A=1|B=2");
    private static final List<String> GETENVS = List.of("false", "FOO", "F*", "FOO,BAR", "!FOO", "F*,!FOO", "X*");
    private static final List<String> REQUIREMENTS = List.of(
            "Memory > 5",
            "TARGET.Arch == \"ARM\"",
            "OpSys == \"LINUX\"",
            "OpSysAndVer == \"Debian12\"",
            "Machine == \"a\"",
            "Cpus > 2",
            "Disk > 5",
            "GPUs > 1",
            "TARGET.FileSystemDomain == \"x\"",
            "HasFileTransfer",
            "HasDocker",
            "true",
            "Memory >",
            "RequestMemory > 3",
            "MY.Arch == 1",
            "\"a\"",
            "a || b",
            "OpSysMajorVer == 12",
            "OpSysVer > 5",
            "TARGET.Memory > MY.RequestMemory",
            "regexp(\"Arch\", Name)",
            "HasJava",
            "licenses > 2",
            "TARGET.CUDACapability > 3",
            "IsWindows",
            "OpSysName == \"x\"",
            "OpSysShortName == \"x\"",
            "HasSingularity");
    private static final List<String> UNIVERSES = List.of(
            "vanilla",
            "vanilla",
            "Vanilla",
            "5",
            "local",
            "scheduler",
            "java",
            "parallel",
            "container",
            "docker",
            "standard",
            "mpi",
            "globus",
            "nothing",
            "7",
            "12",
            "99");
    private static final List<String> IMAGES = List.of(
            "debian",
            "docker://debian",
            "a.sif",
            "/b/a.sif",
            "folder/",
            "./folder",
            "oras://x/y",
            "\"debian\"",
            "a b",
            "http://h/a.sif",
            "/cvmfs/x/y");
    private static final List<String> SIGNALS = List.of(
            "SIGTERM", "SIGKILL", "9", "15", "TERM", "sigterm", "SIGNOTHING", "99", "0", "SIGUSR1", "SIGINT", "-1");
    private static final List<String> TIMES =
            List.of("1", "*", "*/5", "1-5", "1,2", "70", "x", "0", "1-", "12", "*/0", "3 ,4");

    private final Random random;

    RandomJobs(long seed) {
        random = new Random(seed);
    }

    String next() {
        StringBuilder file = new StringBuilder();
        if (random.nextInt(20) > 0) {
            file.append("executable = ")
                    .append(pick(List.of("/bin/true", "/bin/true", "/bin/true", "/bin/echo")))
                    .append('\n');
        }
        if (random.nextInt(5) == 0) {
            line(file, "universe", UNIVERSES);
        }
        int lines = 1 + random.nextInt(4);
        for (int i = 0; i < lines; i++) {
            command(file);
        }
        return file.append("queue\n").toString();
    }

    private void command(StringBuilder file) {
        switch (random.nextInt(20)) {
            case 0, 1 ->
                line(
                        file,
                        pick(List.of(
                                "on_exit_hold",
                                "on_exit_remove",
                                "periodic_hold",
                                "periodic_release",
                                "periodic_remove",
                                "periodic_vacate",
                                "leave_in_queue",
                                "rank",
                                "preferences",
                                "on_exit_hold_reason",
                                "on_exit_hold_subcode",
                                "periodic_hold_reason",
                                "periodic_hold_subcode",
                                "keep_claim_idle",
                                "job_lease_duration",
                                "max_job_retirement_time",
                                "job_max_vacate_time",
                                "allowed_job_duration",
                                "allowed_execute_duration",
                                "concurrency_limits_expr",
                                "next_job_start_delay",
                                "store_in_queue",
                                "retry_until",
                                "deferral_time",
                                "deferral_window",
                                "deferral_prep_time",
                                "cron_window",
                                "cron_prep_time",
                                "max_retries",
                                "success_exit_code",
                                "+Mine",
                                "MY.Other",
                                "require_gpus",
                                "retry_request_memory",
                                "retry_request_memory_increase",
                                "retry_request_memory_max",
                                "exit_requirements",
                                "noop_job")),
                        EXPRESSIONS);
            case 2, 3 ->
                line(
                        file,
                        pick(List.of(
                                "hold",
                                "nice_user",
                                "want_graceful_removal",
                                "run_as_owner",
                                "load_profile",
                                "encrypt_execute_directory",
                                "preserve_relative_paths",
                                "log_xml",
                                "noop_job",
                                "transfer_executable",
                                "transfer_input",
                                "transfer_output",
                                "transfer_error",
                                "stream_input",
                                "stream_output",
                                "stream_error",
                                "allow_startup_script",
                                "skip_filechecks",
                                "copy_to_spool",
                                "want_io_proxy",
                                "suspend_job_at_exit",
                                "skip_if_dataflow",
                                "use_x509userproxy",
                                "preserve_relative_executable",
                                "send_credential",
                                "transfer_container",
                                "docker_override_entrypoint",
                                "dump_ads",
                                "want_remote_io",
                                "starter_debug",
                                "erase_output_and_error_on_restart",
                                "use_scitokens",
                                "ulog_execute_attrs")),
                        TRUTHS);
            case 4, 5 ->
                line(
                        file,
                        pick(List.of(
                                "priority",
                                "prio",
                                "kill_sig_timeout",
                                "coresize",
                                "core_size",
                                "image_size",
                                "job_machine_attrs_history_length",
                                "noop_job_exit_code",
                                "checkpoint_exit_code",
                                "max_idle",
                                "max_retries",
                                "success_exit_code",
                                "machine_count",
                                "node_count",
                                "max_transfer_input_mb",
                                "max_transfer_output_mb",
                                "job_lease_duration",
                                "match_list_length",
                                "last_max_retries",
                                "max_materialize",
                                "noop_job_exit_signal",
                                "stack_size",
                                "buffer_size",
                                "buffer_block_size",
                                "cold_restart_limit",
                                "gpus_minimum_runtime",
                                "gpus_minimum_capability",
                                "gpus_maximum_capability",
                                "batch_runtime",
                                "periodic_hold_subcode",
                                "delegate_job_gsi_credentials_lifetime")),
                        NUMBERS);
            case 6, 7 ->
                line(
                        file,
                        pick(List.of(
                                "notify_user",
                                "batch_name",
                                "description",
                                "append_files",
                                "job_machine_attrs",
                                "submit_event_notes",
                                "submit_event_user_notes",
                                "encrypt_input_files",
                                "encrypt_output_files",
                                "dont_encrypt_input_files",
                                "dont_encrypt_output_files",
                                "public_input_files",
                                "transfer_plugins",
                                "transfer_output_remaps",
                                "transfer_checkpoint_files",
                                "docker_network_type",
                                "concurrency_limits",
                                "accounting_group",
                                "accounting_group_user",
                                "email_attributes",
                                "job_ad_information_attrs",
                                "output_destination",
                                "checkpoint_destination",
                                "hook_keyword",
                                "ulog_job_attrs",
                                "container_service_names",
                                "dagman_log",
                                "container_target_dir",
                                "batch_queue",
                                "batch_project",
                                "shell",
                                "docker_pull_policy",
                                "use_oauth_services",
                                "fetch_files",
                                "manifest_file",
                                "job_shell",
                                "starter_log",
                                "tmp_dir",
                                "compress_files",
                                "local_files",
                                "buffer_files",
                                "tdp_attach",
                                "remote_initialdir",
                                "append_file",
                                "requirements2",
                                "wombat",
                                "pre_cmd",
                                "pre_arguments",
                                "post_cmd",
                                "post_arguments")),
                        TEXTS);
            case 8 ->
                line(
                        file,
                        pick(List.of(
                                "request_memory",
                                "request_disk",
                                "gpus_minimum_memory",
                                "gpus_maximum_memory",
                                "RequestMemory",
                                "image_size",
                                "vm_memory",
                                "retry_request_memory")),
                        SIZES);
            case 9 ->
                line(
                        file,
                        pick(List.of(
                                "request_cpus",
                                "request_cpu",
                                "request_gpus",
                                "request_gpu",
                                "request_licenses",
                                "request_Foo",
                                "RequestCpus",
                                "request_GPUs",
                                "request_",
                                "request_a-b")),
                        COUNTS);
            case 10 ->
                line(
                        file,
                        pick(List.of(
                                "input",
                                "output",
                                "error",
                                "log",
                                "initialdir",
                                "initial_dir",
                                "stdin",
                                "stdout",
                                "stderr",
                                "userlog",
                                "out",
                                "err",
                                "iwd")),
                        FILES);
            case 11 ->
                line(
                        file,
                        pick(List.of(
                                "transfer_input_files",
                                "transfer_output_files",
                                "transferinputfiles",
                                "public_input_files",
                                "x509userproxy",
                                "jar_files",
                                "transfer_files")),
                        FILES);
            case 12, 13 -> line(file, pick(List.of("arguments", "args", "arguments2", "java_vm_args")), ARGUMENTS);
            case 14 -> line(file, pick(List.of("environment", "env")), ENVIRONMENTS);
            case 15 -> line(file, pick(List.of("getenv", "get_env")), GETENVS);
            case 16 -> line(file, "requirements", REQUIREMENTS);
            case 17 ->
                line(
                        file,
                        pick(List.of("should_transfer_files", "when_to_transfer_output", "notification")),
                        List.of(
                                "YES",
                                "NO",
                                "IF_NEEDED",
                                "yes",
                                "ALWAYS",
                                "NEVER",
                                "AUTO",
                                "TRUE",
                                "ON_EXIT",
                                "on_exit",
                                "ON_EXIT_OR_EVICT",
                                "ON_SUCCESS",
                                "Never",
                                "always",
                                "Complete",
                                "Error",
                                "perhaps",
                                "\"YES\""));
            case 18 -> line(file, pick(List.of("docker_image", "container_image")), IMAGES);
            default -> {
                if (random.nextBoolean()) {
                    line(file, pick(List.of("kill_sig", "remove_kill_sig", "hold_kill_sig")), SIGNALS);
                } else {
                    line(
                            file,
                            pick(List.of(
                                    "cron_minute", "cron_hour", "cron_day_of_month", "cron_month", "cron_day_of_week")),
                            TIMES);
                }
            }
        }
    }

    private void line(StringBuilder file, String command, List<String> values) {
        file.append(command).append(" = ");
        if (random.nextInt(40) > 0) {
            file.append(pick(values));
        }
        file.append('\n');
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
