package org.updraft.jobtools.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.image.NoSuchName;
import org.updraft.jobtools.image.Sharing;
import org.updraft.jobtools.image.Translation;
import org.updraft.jobtools.site.Site;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.SharedImage;
import org.updraft.openstack.adapter.OpenStackCloud;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        version = "updraft 0.1.0",
        description = "Shares images with the project that boots workers, accepts and lists them.",
        subcommands = {ImageCommand.Share.class, ImageCommand.Accept.class, ImageCommand.ListThem.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  updraft image share astro-2026", "  updraft image list"})
public final class ImageCommand {

    private static void print(Here here, boolean json, List<String> steps) {
        if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            steps.forEach(all::add);
            here.out()
                    .println(JsonNodeFactory.instance
                            .objectNode()
                            .set("steps", all)
                            .toString());
        } else {
            steps.forEach(here.out()::println);
        }
    }

    @Command(
            name = "share",
            mixinStandardHelpOptions = true,
            version = "updraft 0.1.0",
            description = {
                "Lets projects boot an image of yours: makes it a shared one if it is private, and adds them as "
                        + "members.",
                "They still have to accept. What is done already stays so."
            },
            footer = {
                "",
                CloudCommand.EXIT_CODES,
                "",
                "Examples:",
                "  updraft image share astro-2026                     # with the site's batch project",
                "  updraft image share astro-2026 --project 0f3c…     # with another one"
            })
    static final class Share extends CloudCommand {
        @Parameters(paramLabel = "IMAGE", description = "name or id")
        String image = "";

        @Option(
                names = "--project",
                paramLabel = "PROJECT",
                description = "name or id; may be given again (default: the site's batch project)")
        List<String> projects = new ArrayList<>();

        @Override
        void run(Here here) throws Hindrance, CloudException, NoSuchName {
            Site site = clouds.site(here);
            List<String> with = new ArrayList<>(projects);
            if (with.isEmpty()) {
                clouds.chosen(site, here).batchProject().ifPresent(with::add);
            }
            if (with.isEmpty()) {
                throw new Hindrance(
                        Codes.USAGE, "with whom? The site file names no batchProject; name a project by --project");
            }
            OpenStackCloud cloud = clouds.open(site, here);
            Sharing sharing = new Sharing(cloud, site.projects());
            List<String> steps = new ArrayList<>();
            for (String project : with) {
                // looked up again for each: the first may have changed it
                SharedImage found = new Translation(cloud).image(image);
                Sharing.Outcome outcome = sharing.with(found, sharing.projectId(project));
                steps.addAll(outcome.steps());
                if (!outcome.accepted()) {
                    steps.add("project " + project + " has not accepted it yet: updraft image accept "
                            + found.image().id());
                }
            }
            print(here, json, steps);
        }
    }

    @Command(
            name = "accept",
            mixinStandardHelpOptions = true,
            version = "updraft 0.1.0",
            description = {
                "Accepts an image that was shared with the project of the credentials.",
                "With those of the batch project, not with those of the image's owner."
            },
            footer = {
                "",
                CloudCommand.EXIT_CODES,
                "",
                "Examples:",
                "  updraft image accept --openrc batch-openrc.sh 8f3a2c10-…"
            })
    static final class Accept extends CloudCommand {
        @Parameters(paramLabel = "IMAGE", description = "name or id")
        String image = "";

        @Override
        void run(Here here) throws Hindrance, CloudException, NoSuchName {
            Site site = clouds.site(here);
            OpenStackCloud cloud = clouds.open(site, here);
            SharedImage found = new Translation(cloud).image(image);
            print(
                    here,
                    json,
                    new Sharing(cloud, site.projects())
                            .accept(found.image().id())
                            .steps());
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            version = "updraft 0.1.0",
            description = "Lists the images that the project may see, with who shares them.",
            footer = {
                "",
                CloudCommand.EXIT_CODES,
                "",
                "Examples:",
                "  updraft image list",
                "  updraft image list --json"
            })
    static final class ListThem extends CloudCommand {

        @Override
        void run(Here here) throws Hindrance, CloudException, NoSuchName {
            Site site = clouds.site(here);
            OpenStackCloud cloud = clouds.open(site, here);
            Sharing sharing = new Sharing(cloud, site.projects());
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            if (!json) {
                here.out().printf("%-36s  %-24s  %-9s  %-16s  %s%n", "ID", "NAME", "VISIBLE", "OWNER", "SHARED WITH");
            }
            for (SharedImage listed : cloud.sharing().images()) {
                Optional<SharedImage> whole =
                        cloud.sharing().image(listed.image().id());
                SharedImage image = whole.orElse(listed);
                String owner = label(sharing, image.image().ownerProjectId());
                if (json) {
                    all.add(json(image, owner));
                } else {
                    here.out()
                            .printf(
                                    "%-36s  %-24s  %-9s  %-16s  %s%n",
                                    image.image().id(),
                                    cut(image.image().name(), 24),
                                    image.image().visibility(),
                                    cut(owner, 16),
                                    members(image));
                }
            }
            if (json) {
                here.out()
                        .println(JsonNodeFactory.instance
                                .objectNode()
                                .set("images", all)
                                .toPrettyString());
            }
        }

        private static String label(Sharing sharing, String projectId) throws CloudException {
            return sharing.name(projectId).orElse(projectId);
        }

        private static ObjectNode json(SharedImage image, String owner) {
            ObjectNode node = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", image.image().id())
                    .put("name", image.image().name())
                    .put("visibility", image.image().visibility())
                    .put("status", image.status())
                    .put("owner", owner)
                    .put("ownerId", image.image().ownerProjectId());
            ArrayNode members = node.putArray("members");
            image.members()
                    .forEach(member -> members.addObject()
                            .put("project", member.projectId())
                            .put("status", member.status()));
            return node;
        }

        private static String members(SharedImage image) {
            List<String> all = new ArrayList<>();
            image.members().forEach(member -> all.add(member.projectId() + " (" + member.status() + ")"));
            return String.join(", ", all);
        }

        private static String cut(String text, int most) {
            String clean = text.replaceAll("\\p{Cntrl}", "?");
            return clean.length() <= most ? clean : clean.substring(0, most - 1) + "…";
        }
    }
}
