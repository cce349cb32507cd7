package org.updraft.jobtools.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.image.Clouds;
import org.updraft.jobtools.site.Site;
import org.updraft.jobtools.site.SiteCloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.credentials.CredentialsException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** On which cloud, and as whom. */
final class CloudOptions {

    @ArgGroup
    Login login = new Login();

    @Option(names = "--cloud", paramLabel = "NAME", description = "one of the site's clouds (default: the first)")
    Optional<String> cloud = Optional.empty();

    @Option(
            names = "--site",
            paramLabel = "FILE",
            description =
                    "facts about the site, besides /etc/updraft/jobtools.yaml and ~/.config/updraft/jobtools.yaml")
    Optional<Path> site = Optional.empty();

    /** One of both at most. */
    static final class Login {
        @Option(names = "--os-cloud", paramLabel = "NAME", description = "credentials: an entry of clouds.yaml")
        Optional<String> osCloud = Optional.empty();

        @Option(names = "--openrc", paramLabel = "FILE", description = "credentials: a file of export OS_…=… lines")
        Optional<Path> openrc = Optional.empty();
    }

    Site site(Here here) throws Hindrance {
        return Preparation.site(site.map(here.folder()::resolve), here);
    }

    /** The one that is meant, with the credentials that are. */
    SiteCloud chosen(Site site, Here here) throws Hindrance {
        List<SiteCloud> all = Clouds.of(site, here.environment());
        Optional<SiteCloud> named = cloud.isEmpty()
                ? all.stream().findFirst()
                : all.stream().filter(one -> one.name().equals(cloud.get())).findFirst();
        if (named.isEmpty() && cloud.isPresent()) {
            throw new Hindrance(
                    Codes.USAGE,
                    "the site has no cloud " + cloud.get() + "; it has "
                            + String.join(
                                    ", ", all.stream().map(SiteCloud::name).toList()));
        }
        Optional<SiteCloud.Login> given = login.osCloud
                .<SiteCloud.Login>map(SiteCloud.Login.OsCloud::new)
                .or(() -> login.openrc.map(SiteCloud.Login.Openrc::new));
        if (named.isEmpty() && given.isEmpty()) {
            throw new Hindrance(
                    Codes.USAGE,
                    "no cloud is configured; source your openrc file (OS_AUTH_URL, OS_PROJECT_NAME, OS_USERNAME, …), or"
                            + " name credentials by --openrc or --os-cloud");
        }
        SiteCloud base =
                named.orElseGet(() -> new SiteCloud("default", new SiteCloud.Login.Environment(), Optional.empty()));
        return new SiteCloud(base.name(), given.orElse(base.login()), base.batchProject());
    }

    OpenStackCloud open(Site site, Here here) throws Hindrance {
        try {
            return Clouds.open(chosen(site, here), here.environment(), here.clock());
        } catch (CredentialsException | CloudException e) {
            throw new Hindrance(Codes.OUTSIDE, String.valueOf(e.getMessage()));
        }
    }
}
