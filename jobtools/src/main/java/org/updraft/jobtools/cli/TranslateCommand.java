package org.updraft.jobtools.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.image.NoSuchName;
import org.updraft.jobtools.image.Translation;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.SharedImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "translate",
        mixinStandardHelpOptions = true,
        version = "updraft 0.1.0",
        description = "Prints the ids that the names of an image and a flavor stand for.",
        footer = {
            "",
            CloudCommand.EXIT_CODES,
            "",
            "Examples:",
            "  updraft translate astro-2026 c4-15gb",
            "  updraft translate --openrc ~/proj-openrc.sh astro-2026 c4-15gb"
        })
public final class TranslateCommand extends CloudCommand {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "name or id")
    String image = "";

    @Parameters(index = "1", paramLabel = "FLAVOR", description = "name or id")
    String flavor = "";

    @Override
    void run(Here here) throws Hindrance, CloudException, NoSuchName {
        Translation names = new Translation(clouds.open(clouds.site(here), here));
        SharedImage foundImage = names.image(image);
        Flavor foundFlavor = names.flavor(flavor);
        here.out()
                .println(
                        json
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put("image", foundImage.image().id())
                                        .put("flavor", foundFlavor.id())
                                        .toString()
                                : foundImage.image().id() + " " + foundFlavor.id());
    }
}
