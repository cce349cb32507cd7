package org.updraft.autoscaler.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.updraft.openstack.Flavor;

class ShapeTest {

    @ParameterizedTest(name = "root {0} GiB and ephemeral {1} GiB leave jobs {2} GiB")
    @CsvSource({
        "20, 0, 16",
        "20, 10, 16",
        "20, 100, 91",
        "20, 17, 16",
        "20, 18, 16",
        "20, 19, 17",
        "0, 0, 1",
        "0, 12, 11"
    })
    void jobsHaveTheDiskWithMoreRoomNotBoth(int root, int ephemeral, int usable) {
        assertThat(Shape.usableOf(flavor(4096, root, ephemeral)).diskGiB()).isEqualTo(usable);
    }

    @ParameterizedTest(name = "of {0} MiB jobs have {1}")
    @CsvSource({"300, 128", "1024, 768", "5120, 4864", "5140, 4883", "16384, 15565"})
    void theSystemKeepsATwentiethOfTheMemoryAndAtLeast256MiB(int memory, int usable) {
        assertThat(Shape.usableOf(flavor(memory, 20, 0)).memoryMiB()).isEqualTo(usable);
    }

    private static Flavor flavor(int memory, int root, int ephemeral) {
        return new Flavor("id", "name", 2, memory, root, ephemeral, 0, Map.of());
    }
}
