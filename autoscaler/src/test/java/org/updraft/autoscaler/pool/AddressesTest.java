package org.updraft.autoscaler.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "2001:db8::1, 2001:0DB8:0:0:0:0:0:1",
        "::1, 0:0:0:0:0:0:0:1",
        "[fe80::1], fe80::1",
        "2001:db8:1::, 2001:db8:1:0:0::",
        "::ffff:10.1.2.3, 10.1.2.3",
    })
    void twoTextsOfOneAddressAreEqual(String one, String other) {
        assertThat(Addresses.normal(one)).isEqualTo(Addresses.normal(other));
        assertThat(Addresses.normal(one)).isNotEqualTo(Addresses.normal("2001:db8::2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "255.255.255.255", "::", "2001:db8::1", "1:2:3:4:5:6:7:8"})
    void addresses(String text) {
        assertThat(Addresses.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.1.",
                "010.0.0.1",
                "a.b.c.d",
                "1:2:3:4:5:6:7",
                "1::2::3",
                ":::",
                "1:2:3:4:5:6:7:8::",
                "g::1",
                "12345::"
            })
    void noAddresses(String text) {
        assertThat(Addresses.isAddress(text)).isFalse();
        assertThat(Addresses.normal(text)).isEqualTo(text);
    }
}
