package org.updraft.jobtools.image;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.jobtools.site.Site;
import org.updraft.jobtools.site.SiteCloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.credentials.CloudsYaml;
import org.updraft.openstack.credentials.CredentialsException;
import org.updraft.openstack.credentials.Loaded;
import org.updraft.openstack.credentials.Openrc;
import org.updraft.openstack.credentials.OsVariables;

/** Opens clouds with a user's own credentials. Makes no connection before the first question. */
public final class Clouds {

    private static final String UNNAMED = "default";

    private Clouds() {}

    /** Those of the site; without any, the one that the environment leads to, if it does. */
    public static List<SiteCloud> of(Site site, Map<String, String> environment) {
        if (!site.clouds().isEmpty() || !environment.containsKey("OS_AUTH_URL")) {
            return site.clouds();
        }
        return List.of(new SiteCloud(UNNAMED, new SiteCloud.Login.Environment(), Optional.empty()));
    }

    /** @throws CredentialsException if there are none, or they cannot be read; the message says what to do */
    public static OpenStackCloud open(SiteCloud cloud, Map<String, String> environment, InstantSource clock)
            throws CredentialsException, CloudException {
        return open(cloud.name(), cloud.login(), environment, clock);
    }

    public static OpenStackCloud open(
            String name, SiteCloud.Login login, Map<String, String> environment, InstantSource clock)
            throws CredentialsException, CloudException {
        Loaded loaded = switch (login) {
            case SiteCloud.Login.Environment none -> OsVariables.load(environment);
            case SiteCloud.Login.OsCloud entry -> CloudsYaml.find(entry.cloud(), environment);
            case SiteCloud.Login.Openrc openrc -> Openrc.load(openrc.file());
        };
        return OpenStackCloud.connect(name, loaded.credentials(), clock);
    }
}
