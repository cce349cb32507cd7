package org.updraft.jobtools.site;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A cloud where the service boots workers, as users see it.
 *
 * @param name the service's name of it, which stands in VMAMI and VMInstanceType
 * @param login the user's credentials there
 * @param batchProject name or id of the project in which the service boots; an image must be shared with it
 */
public record SiteCloud(String name, Login login, Optional<String> batchProject) {

    /** Where a user's credentials are. */
    public sealed interface Login {
        /** The OS_* variables, as {@code . openrc.sh} sets them. */
        record Environment() implements Login {}

        /** An entry of the user's clouds.yaml. */
        record OsCloud(String cloud) implements Login {}

        /** A file of {@code export OS_…=…} lines. */
        record Openrc(Path file) implements Login {}
    }
}
