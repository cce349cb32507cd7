package org.updraft.jobtools.cli;

import java.util.Optional;

/**
 * What {@code updraft validate} was asked for. Files are kept as typed.
 *
 * @param format how findings are shown
 */
record ValidateRequest(JobWords job, Optional<String> outfile, Format format, boolean fix) {

    enum Format {
        TEXT,
        JSON,
        SARIF
    }
}
