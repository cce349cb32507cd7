package org.updraft.htcondor.submit.ad;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.updraft.htcondor.submit.SubmitError;

/** stdin, stdout, stderr and the log. */
final class Streams {

    private static final String NOWHERE = "/dev/null";

    private Streams() {}

    static void put(AdBuilder ad, SubmitHost host) throws SubmitError {
        stream(ad, "In", "input", "stdin");
        stream(ad, "Out", "output", "stdout");
        stream(ad, "Err", "error", "stderr");
        log(ad, host, "UserLog", "log", "userlog");
        log(ad, host, "DAGManNodesLog", "dagman_log");
    }

    private static void stream(AdBuilder ad, String attribute, String... names) throws SubmitError {
        String value = ad.value(names);
        ad.text(attribute, value == null ? NOWHERE : value);
        if (value == null || value.equals(NOWHERE)) {
            ad.put("Transfer" + attribute, "false");
            return;
        }
        Boolean transfer = ad.truth("transfer_" + names[0]);
        if (Boolean.FALSE.equals(transfer)) {
            ad.put("Transfer" + attribute, "false");
        }
        Boolean streamed = ad.truth("stream_" + names[0]);
        ad.put("Stream" + attribute, String.valueOf(Boolean.TRUE.equals(streamed)));
    }

    private static String within(String folder, String value) {
        try {
            return Path.of(folder).resolve(value).toString();
        } catch (InvalidPathException e) {
            // of characters that this machine's file names cannot have; whoever opens it says so
            return value.startsWith("/") ? value : folder + "/" + value;
        }
    }

    private static void log(AdBuilder ad, SubmitHost host, String attribute, String... names) throws SubmitError {
        String value = ad.value(names);
        if (value != null) {
            ad.text(attribute, within(host.folder(), value));
        }
    }
}
