package org.updraft.autoscaler.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.settings.CloudSettings;
import org.updraft.autoscaler.settings.CloudSettings.Login;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.credentials.CloudsYaml;
import org.updraft.openstack.credentials.CredentialsException;
import org.updraft.openstack.credentials.Loaded;
import org.updraft.openstack.credentials.Openrc;

/**
 * A cloud of the file, and the port to it if its credentials could be read.
 *
 * @param complaint why there is no port; empty if there is one
 * @param warnings about the files that hold the credentials, such as one that others may read
 */
public record CloudAccess(CloudSettings settings, Optional<Cloud> cloud, String complaint, List<String> warnings) {

    public CloudAccess {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the credentials; makes no connection yet.
     *
     * @param environment tells where clouds.yaml is, such as {@link System#getenv()}
     */
    public static CloudAccess to(CloudSettings settings, Map<String, String> environment, InstantSource clock) {
        try {
            Loaded loaded = switch (settings.login()) {
                case Login.OsCloud login -> CloudsYaml.find(login.cloud(), environment);
                case Login.Openrc login -> Openrc.load(login.file());
            };
            Cloud cloud = OpenStackCloud.connect(settings.name(), loaded.credentials(), clock);
            return new CloudAccess(settings, Optional.of(cloud), "", loaded.warnings());
        } catch (CredentialsException | CloudException e) {
            return new CloudAccess(settings, Optional.empty(), String.valueOf(e.getMessage()), List.of());
        }
    }
}
