package org.updraft.htcondor.submit.ad;

import java.util.List;
import java.util.Locale;
import org.updraft.htcondor.submit.SubmitError;

/** Commands that become one attribute each, by what their value is. */
final class SimpleCommands {

    private enum Kind {
        TEXT,
        /** Of which quotes around the whole are taken off. */
        QUOTED,
        NUMBER,
        TRUTH,
        EXPRESSION,
        /** Names separated by commas, without blanks. */
        LIST,
        KIB,
        MIB
    }

    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    private record Simple(Kind kind, String attribute, String... names) {}

    private static final List<Simple> ALL = List.of(
            new Simple(Kind.TEXT, "NotifyUser", "notify_user"),
            new Simple(Kind.QUOTED, "JobBatchName", "batch_name"),
            new Simple(Kind.QUOTED, "JobDescription", "description"),
            new Simple(Kind.TEXT, "AppendFiles", "append_files"),
            new Simple(Kind.TEXT, "JobMachineAttrs", "job_machine_attrs"),
            new Simple(Kind.TEXT, "SubmitEventNotes", "submit_event_notes"),
            new Simple(Kind.TEXT, "SubmitEventUserNotes", "submit_event_user_notes"),
            new Simple(Kind.TEXT, "EncryptInputFiles", "encrypt_input_files"),
            new Simple(Kind.TEXT, "EncryptOutputFiles", "encrypt_output_files"),
            new Simple(Kind.TEXT, "DontEncryptInputFiles", "dont_encrypt_input_files"),
            new Simple(Kind.TEXT, "DontEncryptOutputFiles", "dont_encrypt_output_files"),
            new Simple(Kind.TEXT, "PublicInputFiles", "public_input_files"),
            new Simple(Kind.TEXT, "TransferPlugins", "transfer_plugins"),
            new Simple(Kind.QUOTED, "TransferOutputRemaps", "transfer_output_remaps"),
            new Simple(Kind.TEXT, "TransferCheckpoint", "transfer_checkpoint_files"),
            new Simple(Kind.TEXT, "DockerNetworkType", "docker_network_type"),
            new Simple(Kind.TEXT, "CompressFiles", "compress_files"),
            new Simple(Kind.TEXT, "LocalFiles", "local_files"),
            new Simple(Kind.TEXT, "OutputDestination", "output_destination"),
            new Simple(Kind.TEXT, "ContainerTargetDir", "container_target_dir"),
            new Simple(Kind.TEXT, "UserLogExecuteEventAttrs", "ulog_execute_attrs"),
            new Simple(Kind.TEXT, "CheckpointDestination", "checkpoint_destination"),
            new Simple(Kind.TEXT, "DockerPullPolicy", "docker_pull_policy"),
            new Simple(Kind.EXPRESSION, "MaxTransferInputMB", "max_transfer_input_mb"),
            new Simple(Kind.EXPRESSION, "MaxTransferOutputMB", "max_transfer_output_mb"),
            new Simple(Kind.EXPRESSION, "BufferSize", "buffer_size"),
            new Simple(Kind.EXPRESSION, "BufferBlockSize", "buffer_block_size"),
            new Simple(Kind.EXPRESSION, "StackSize", "stack_size"),
            new Simple(Kind.TEXT, "RemoteIwd", "remote_initialdir"),
            new Simple(Kind.TEXT, "KillSig", "kill_sig"),
            new Simple(Kind.TEXT, "RemoveKillSig", "remove_kill_sig"),
            new Simple(Kind.TEXT, "HoldKillSig", "hold_kill_sig"),
            new Simple(Kind.TEXT, "CronHour", "cron_hour"),
            new Simple(Kind.TEXT, "CronMinute", "cron_minute"),
            new Simple(Kind.TEXT, "CronDayOfMonth", "cron_day_of_month"),
            new Simple(Kind.TEXT, "CronMonth", "cron_month"),
            new Simple(Kind.TEXT, "CronDayOfWeek", "cron_day_of_week"),
            new Simple(Kind.NUMBER, "JobPrio", "priority", "prio"),
            new Simple(Kind.EXPRESSION, "KillSigTimeout", "kill_sig_timeout"),
            new Simple(Kind.NUMBER, "CoreSize", "coresize", "core_size"),
            new Simple(Kind.KIB, "ImageSize", "image_size"),
            new Simple(Kind.NUMBER, "JobMachineAttrsHistoryLength", "job_machine_attrs_history_length"),
            new Simple(Kind.EXPRESSION, "NoopJobExitCode", "noop_job_exit_code"),
            new Simple(Kind.NUMBER, "SuccessCheckpointExitCode", "checkpoint_exit_code"),
            new Simple(Kind.NUMBER, "JobMaterializeMaxIdle", "max_idle"),
            new Simple(Kind.MIB, "GPUsMinMemory", "gpus_minimum_memory"),
            new Simple(Kind.EXPRESSION, "KeepClaimIdle", "keep_claim_idle"),
            new Simple(Kind.EXPRESSION, "JobLeaseDuration", "job_lease_duration"),
            new Simple(Kind.EXPRESSION, "MaxJobRetirementTime", "max_job_retirement_time"),
            new Simple(Kind.EXPRESSION, "JobMaxVacateTime", "job_max_vacate_time"),
            new Simple(Kind.EXPRESSION, "AllowedJobDuration", "allowed_job_duration"),
            new Simple(Kind.EXPRESSION, "AllowedExecuteDuration", "allowed_execute_duration"),
            new Simple(Kind.EXPRESSION, "Rank", "rank", "preferences"),
            new Simple(Kind.EXPRESSION, "LeaveJobInQueue", "leave_in_queue"),
            new Simple(Kind.EXPRESSION, "OnExitHold", "on_exit_hold"),
            new Simple(Kind.EXPRESSION, "OnExitRemove", "on_exit_remove"),
            new Simple(Kind.EXPRESSION, "OnExitHoldReason", "on_exit_hold_reason"),
            new Simple(Kind.EXPRESSION, "OnExitHoldSubCode", "on_exit_hold_subcode"),
            new Simple(Kind.EXPRESSION, "PeriodicHold", "periodic_hold"),
            new Simple(Kind.EXPRESSION, "PeriodicHoldReason", "periodic_hold_reason"),
            new Simple(Kind.EXPRESSION, "PeriodicHoldSubCode", "periodic_hold_subcode"),
            new Simple(Kind.EXPRESSION, "PeriodicRelease", "periodic_release"),
            new Simple(Kind.EXPRESSION, "PeriodicRemove", "periodic_remove"),
            new Simple(Kind.EXPRESSION, "PeriodicVacate", "periodic_vacate"),
            new Simple(Kind.EXPRESSION, "ConcurrencyLimits", "concurrency_limits_expr"),
            new Simple(Kind.EXPRESSION, "WantGracefulRemoval", "want_graceful_removal"),
            new Simple(Kind.TRUTH, "RunAsOwner", "run_as_owner", "runasowner"),
            new Simple(Kind.TRUTH, "LoadProfile", "load_profile", "loadprofile"),
            new Simple(Kind.TRUTH, "EncryptExecuteDirectory", "encrypt_execute_directory"),
            new Simple(Kind.TRUTH, "PreserveRelativePaths", "preserve_relative_paths"),
            new Simple(Kind.TRUTH, "UserLogUseXML", "log_xml"),
            new Simple(Kind.TRUTH, "SkipIfDataflow", "skip_if_dataflow"),
            new Simple(Kind.EXPRESSION, "IsNoopJob", "noop_job"),
            new Simple(Kind.LIST, "ConcurrencyLimits", "concurrency_limits"));

    private static final List<String> SIGNALS = List.of(
            "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
            "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
            "SIGTTIN", "SIGTTOU");

    private SimpleCommands() {}

    static void put(AdBuilder ad) throws SubmitError {
        for (Simple simple : ALL) {
            String value = ad.value(simple.names());
            if (value != null) {
                put(ad, simple, simple.names()[0], value);
            }
        }
        if (ad.value("checkpoint_exit_code") != null) {
            ad.put("WantFTOnCheckpoint", "true");
        }
        hold(ad);
        notification(ad);
    }

    private static void put(AdBuilder ad, Simple simple, String command, String value) throws SubmitError {
        switch (simple.kind()) {
            case TEXT -> ad.text(simple.attribute(), command.endsWith("kill_sig") ? signal(ad, command, value) : value);
            case QUOTED -> ad.text(simple.attribute(), bare(value));
            case NUMBER -> ad.put(simple.attribute(), ad.wholeNumber(command, value));
            case TRUTH -> ad.put(simple.attribute(), String.valueOf(ad.truth(simple.names())));
            case EXPRESSION -> ad.expression(simple.attribute(), command, value);
            case LIST ->
                ad.text(simple.attribute(), value.toLowerCase(Locale.ROOT).replaceAll("\\s*,\\s*", ","));
            case KIB -> ad.put(simple.attribute(), Sizes.printed(ad, command, value, 'K'));
            case MIB -> ad.put(simple.attribute(), Sizes.printed(ad, command, value, 'M'));
        }
    }

    private static String signal(AdBuilder ad, String command, String value) throws SubmitError {
        String upper = value.toUpperCase(Locale.ROOT);
        if (value.matches("[0-9]{1,2}") || SIGNALS.contains(upper)) {
            return upper;
        }
        throw ad.error(command, command + " = " + value + " is no signal, such as SIGTERM");
    }

    static String bare(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static void hold(AdBuilder ad) throws SubmitError {
        if (Boolean.TRUE.equals(ad.truth("hold"))) {
            ad.text("HoldReason", "submitted on hold at user's request");
            ad.put("HoldReasonCode", "15");
            ad.put("JobStatus", "5");
        }
    }

    private static void notification(AdBuilder ad) throws SubmitError {
        String value = ad.value("notification");
        if (value != null) {
            int place = List.of("never", "always", "complete", "error").indexOf(value.toLowerCase(Locale.ROOT));
            if (place < 0) {
                throw ad.error(
                        "notification", "notification = " + value + " is none of Never, Always, Complete, Error");
            }
            ad.put("JobNotification", Integer.toString(place));
        }
    }
}
