package org.updraft.jobtools.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.jobtools.cli.OptionTable.Typed;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.image.CloudLookup;
import org.updraft.jobtools.image.Clouds;
import org.updraft.jobtools.image.NoSuchName;
import org.updraft.jobtools.image.Sharing;
import org.updraft.jobtools.image.Translation;
import org.updraft.jobtools.site.Site;
import org.updraft.jobtools.site.SiteCloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.SharedImage;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.credentials.CredentialsException;

/** {@code canfar_translate_vm} and {@code canfar_share_vm} as they were called before: what is wrong stands on stdout as ERROR: …. */
final class CanfarImages {

    private static final String OPENRC = "-openrc.sh";

    private final Here here;

    private CanfarImages(Here here) {
        this.here = here;
    }

    /** {@code canfar_translate_vm IMAGE FLAVOR}: prints both ids, and shares the image with the batch project. */
    static int translate(List<String> words, Here here) {
        if (words.size() != 2) {
            here.out().println("Usage: canfar_translate_vm IMAGE FLAVOR");
            return Codes.FINDINGS;
        }
        return said(here, () -> new CanfarImages(here).translate(words.get(0), words.get(1)));
    }

    /** {@code canfar_share_vm [-a] IMAGE SRC [PROJECT…]}: with each project, of which there is an openrc file as there is of SRC. */
    static int share(List<String> words, Here here) {
        Optional<Typed> typed = new OptionTable().flag("-a").read(words);
        if (typed.isEmpty() || typed.get().words().size() < 2) {
            here.out()
                    .println(
                            "Usage: canfar_share_vm [-a] IMAGE SRC [PROJECT…]\n"
                                    + "  SRC and PROJECT are openrc files, or names NAME of ~/NAME-openrc.sh; -a: with all of them");
            return Codes.FINDINGS;
        }
        return said(here, () -> new CanfarImages(here).share(typed.get()));
    }

    private interface Work {
        void run() throws Hindrance, CloudException, CredentialsException, NoSuchName;
    }

    private static int said(Here here, Work work) {
        try {
            work.run();
            here.out().flush();
            return Codes.OK;
        } catch (NoSuchName e) {
            here.out().println("ERROR: " + e.getMessage());
            e.candidates().forEach(candidate -> here.out().println("  " + candidate));
        } catch (Hindrance | CloudException | CredentialsException e) {
            here.out().println("ERROR: " + e.getMessage());
        }
        here.out().flush();
        return Codes.FINDINGS;
    }

    private void translate(String image, String flavor)
            throws Hindrance, CloudException, CredentialsException, NoSuchName {
        Site site = Preparation.site(Optional.empty(), here);
        List<SiteCloud> clouds = Clouds.of(site, here.environment());
        if (clouds.isEmpty()) {
            throw new Hindrance(Codes.FINDINGS, "OS_AUTH_URL is not set; source your openrc file first");
        }
        OpenStackCloud cloud = Clouds.open(clouds.getFirst(), here.environment(), here.clock());
        Translation names = new Translation(cloud);
        CloudLookup.Match match =
                new CloudLookup.Match(clouds.getFirst(), cloud, names.image(image), names.flavor(flavor));
        new ImageShare(site, match).forBatchProject().forEach(here.err()::println);
        here.out().println(match.image().image().id() + " " + match.flavor().id());
    }

    private void share(Typed typed) throws Hindrance, CloudException, CredentialsException, NoSuchName {
        Path source = openrc(typed.words().get(1));
        List<Path> projects = new ArrayList<>();
        for (String name : typed.words().subList(2, typed.words().size())) {
            projects.add(openrc(name));
        }
        if (typed.has("-a")) {
            projects.addAll(others(source));
        }
        OpenStackCloud owner = open(source);
        for (Path project : projects) {
            OpenStackCloud member = open(project);
            SharedImage image = new Translation(owner).image(typed.words().getFirst());
            Sharing.Outcome outcome =
                    new Sharing(owner, Map.of()).with(image, member.binding().projectId());
            outcome.steps().forEach(here.out()::println);
            if (!outcome.accepted()) {
                new Sharing(member, Map.of()).accept(image.image().id()).steps().forEach(here.out()::println);
            }
        }
    }

    private OpenStackCloud open(Path openrc) throws CloudException, CredentialsException {
        return Clouds.open(
                openrc.getFileName().toString(), new SiteCloud.Login.Openrc(openrc), here.environment(), here.clock());
    }

    private Path openrc(String nameOrFile) throws Hindrance {
        Path file = here.folder().resolve(nameOrFile);
        Path named = here.home().resolve(nameOrFile + OPENRC);
        if (Files.isRegularFile(file)) {
            return file;
        }
        if (Files.isRegularFile(named)) {
            return named;
        }
        throw new Hindrance(Codes.FINDINGS, "there is neither a file " + nameOrFile + " nor " + named);
    }

    private List<Path> others(Path source) throws Hindrance {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(here.home(), "*" + OPENRC)) {
            for (Path file : files) {
                if (!Files.isSameFile(file, source)) {
                    found.add(file);
                }
            }
        } catch (IOException e) {
            throw new Hindrance(Codes.FINDINGS, "the openrc files of " + here.home() + " cannot be listed: " + e);
        }
        found.sort(null);
        return found;
    }
}
