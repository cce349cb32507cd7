package org.updraft.autoscaler.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.updraft.autoscaler.plan.Diagnosis.Verdict;
import org.updraft.autoscaler.pool.BootFault;

/** What the console of a machine means that reported no stage: its kernel, its boot loader or cloud-init speaks. */
final class ConsoleSigns {

    private record Sign(BootFault cause, Pattern words) {}

    private static final Pattern CLOUD_INIT_FAILED = Pattern.compile(
            "Failed loading yaml|Failed at merging in cloud config|Unhandled non-multipart|Unhandled unknown content-type"
                    + "|Invalid cloud-config|Cloud config schema errors|failed run of stage|Failed to run module"
                    + "|Running module [a-z_-]+ .{0,80}failed|cloud-init.{0,80}Traceback|Failed to shellify"
                    + "|Failed to start .{0,40}[Cc]loud-init");

    private static final List<Sign> SIGNS = List.of(
            new Sign(
                    BootFault.BAD_IMAGE,
                    Pattern.compile(
                            "Kernel panic|No bootable device|Boot failed: not a bootable disk|no bootable medium"
                                    + "|Unable to mount root|Cannot open root device|grub rescue>|error: no such (?:device|partition)"
                                    + "|Gave up waiting for root|dracut-initqueue.{0,60}timeout|\\(initramfs\\)"
                                    + "|emergency (?:mode|shell)|Emergency Mode|Missing operating system")),
            new Sign(
                    BootFault.NO_NETWORK,
                    Pattern.compile("169\\.254\\.169\\.254.{0,200}(?:timed out|unreachable|refused|No route|failed)"
                            + "|Network is unreachable|No route to host|DataSourceNone|[Ff]allback datasource"
                            + "|No working leases|no DHCPv?4? ?(?:offer|lease)|Failed to start .{0,60}[Nn]etwork"
                            + "|Timed out waiting for .{0,40}network|waiting for .{0,40}network.{0,40}timed out")),
            new Sign(BootFault.CLOUD_INIT_ERROR, CLOUD_INIT_FAILED));

    private static final Pattern PROMPT = Pattern.compile("login: ?$");
    private static final Pattern CLOUD_INIT = Pattern.compile("cloud-init|ci-info");

    private ConsoleSigns() {}

    static Verdict of(ConsoleText console) {
        for (Sign sign : SIGNS) {
            Optional<String> found = console.first(sign.words());
            if (found.isPresent()) {
                return new Verdict(sign.cause(), quoted(found.get()));
            }
        }
        if (console.isEmpty()) {
            return new Verdict(
                    BootFault.UNKNOWN,
                    "its console is empty: its image does not boot, or writes elsewhere than to the cloud's console");
        }
        boolean lacksCloudInit =
                console.first(PROMPT).isPresent() && console.first(CLOUD_INIT).isEmpty();
        return lacksCloudInit
                ? new Verdict(BootFault.BAD_IMAGE, "its console ends with a prompt and shows no cloud-init")
                : new Verdict(BootFault.UNKNOWN, "its console reports no stage of its start");
    }

    /** What cloud-init complained of. */
    static Optional<String> ofCloudInit(ConsoleText console) {
        return console.first(CLOUD_INIT_FAILED).map(ConsoleSigns::quoted);
    }

    private static String quoted(String line) {
        return "its console says: " + line.strip();
    }
}
