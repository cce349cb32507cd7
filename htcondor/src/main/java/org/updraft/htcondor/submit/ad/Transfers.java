package org.updraft.htcondor.submit.ad;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.submit.SubmitError;

/** Whether and when files go along. */
enum Transfers {
    YES,
    NO,
    IF_NEEDED;

    static Transfers of(AdBuilder ad) throws SubmitError {
        String value = ad.value("should_transfer_files");
        if (value == null) {
            return IF_NEEDED;
        }
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "YES", "ALWAYS", "TRUE" -> YES;
            case "NO", "NEVER", "FALSE" -> NO;
            case "IF_NEEDED", "AUTO" -> IF_NEEDED;
            default ->
                throw ad.error(
                        "should_transfer_files",
                        "should_transfer_files = " + value + " is none of YES, NO and IF_NEEDED");
        };
    }

    void put(AdBuilder ad) throws SubmitError {
        ad.text("ShouldTransferFiles", name());
        if (this != NO) {
            String when = ad.value("when_to_transfer_output");
            ad.text("WhenToTransferOutput", when(when));
        }
        String input = ad.value("transfer_input_files", "transferinputfiles");
        if (input != null) {
            ad.text("TransferInput", listed(input));
        }
        String output = ad.value("transfer_output_files", "transferoutputfiles");
        if (output != null) {
            ad.text("TransferOutput", output.equals("\"\"") ? "" : listed(output));
        }
    }

    private static String when(@Nullable String value) {
        String upper = value == null ? "" : value.toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "ON_EXIT_OR_EVICT", "ON_SUCCESS" -> upper;
            default -> "ON_EXIT";
        };
    }

    private static String listed(String files) {
        return files.strip().replaceAll("\\s*,\\s*", ",");
    }
}
