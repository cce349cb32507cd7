package org.updraft.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BootRequestTest {
    @Test
    void userDataThatNovaWouldRefuseIsRefusedWithItsSize() {
        assertThat(with("A".repeat(65535)).userDataBase64()).hasSize(65535);
        assertThatThrownBy(() -> with("A".repeat(65536)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("w1 is 65536 characters");
    }

    private static BootRequest with(String userData) {
        return new BootRequest(
                "w1",
                "f",
                "i",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                userData,
                Map.of(),
                Set.of(),
                true);
    }
}
