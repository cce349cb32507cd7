package org.updraft.htcondor.submit.ad;

import java.util.Locale;
import org.updraft.htcondor.submit.SubmitError;

/** Where and how a job runs. */
enum Universe {
    VANILLA(5),
    DOCKER(5),
    CONTAINER(5),
    SCHEDULER(7),
    GRID(9),
    JAVA(10),
    PARALLEL(11),
    LOCAL(12),
    VM(13);

    private final int number;

    Universe(int number) {
        this.number = number;
    }

    static Universe of(AdBuilder ad) throws SubmitError {
        String value = ad.value("universe");
        String name = value == null ? "vanilla" : value.toLowerCase(Locale.ROOT);
        for (Universe universe : values()) {
            if (universe.name().toLowerCase(Locale.ROOT).equals(name)
                    || Integer.toString(universe.number).equals(name)) {
                return universe == VANILLA ? image(ad) : universe;
            }
        }
        throw ad.error("universe", "universe = " + value + " is none that HTCondor knows, such as vanilla");
    }

    private static Universe image(AdBuilder ad) throws SubmitError {
        return ad.value("docker_image") != null ? DOCKER : ad.value("container_image") != null ? CONTAINER : VANILLA;
    }

    boolean runsOnAccessPoint() {
        return this == SCHEDULER || this == LOCAL;
    }

    boolean inContainer() {
        return this == DOCKER || this == CONTAINER;
    }

    void put(AdBuilder ad) throws SubmitError {
        ad.put("JobUniverse", Integer.toString(number));
        if (runsOnAccessPoint() || this == JAVA || this == PARALLEL) {
            ad.text("KillSig", "SIGTERM");
        }
        if (runsOnAccessPoint()) {
            ad.ad().remove("JobLeaseDuration");
        }
        String image = ad.value("docker_image", "container_image");
        if (inContainer() && image != null) {
            ad.put("WantContainer", "true");
            ad.put("TransferExecutable", "false");
            container(ad, image);
        }
        if (this == PARALLEL) {
            String count = ad.value("machine_count", "node_count");
            ad.put("MinHosts", count == null ? "1" : count);
            ad.put("MaxHosts", count == null ? "1" : count);
            ad.put("WantIOProxy", "true");
            ad.put("JobRequiresSandbox", "true");
        }
    }

    private void container(AdBuilder ad, String image) {
        if (this == DOCKER) {
            ad.put("WantDockerImage", "true");
            ad.text("DockerImage", image);
            return;
        }
        ad.text("ContainerImage", image);
        if (image.endsWith(".sif")) {
            ad.put("WantSIF", "true");
            ad.text("ContainerImageSource", "cedar");
            ad.text("TransferInput", image);
        }
    }
}
