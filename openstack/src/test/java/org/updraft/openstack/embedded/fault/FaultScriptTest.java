package org.updraft.openstack.embedded.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultScriptTest {
    private static final String ALL = """
            faults:
              - {name: slow down, operation: servers.create, count: 3, status: 429, retryAfter: 2s}
              - {name: lost,      operation: servers.create, server: ^w7, count: 1, lostReply: 502}
              - {name: cut,       method: GET, path: "^/v2.1/servers", lostReply: close}
              - {name: laggard,   service: network, delay: 500ms, probability: 0.1}
              - {name: blink,     operation: servers.list, after: 4, count: 1, partialPage: 2}
              - {name: log out,   service: compute, count: 1, expiredToken: true}
              - {name: hang,      server: ^w3, stuckBuild: true}
              - {name: full,      server: ^g, buildError: "No valid host was found. ", code: 501}
              - {name: molasses,  server: ^w4, buildTakes: 20m}
              - {name: panic,     server: ^w8, console: "Kernel panic"}
              - {name: clinging,  server: ^w5, count: 2, deleteFails: "Failed to terminate instance"}
              - {name: slow end,  server: ^w6, deleteTakes: 1h}
            """;

    @Test
    void everyEffectCanBeWritten() {
        assertThat(FaultScript.parse(ALL))
                .extracting(FaultRule::effect)
                .containsExactly(
                        new Effect.Answer(429, Optional.empty(), Optional.of(Duration.ofSeconds(2))),
                        new Effect.LostReply(false),
                        new Effect.LostReply(true),
                        new Effect.Delay(Duration.ofMillis(500)),
                        new Effect.PartialPage(2),
                        new Effect.ExpiredToken(),
                        new Effect.StuckBuild(),
                        new Effect.BuildError(501, "No valid host was found. "),
                        new Effect.BuildTakes(Duration.ofMinutes(20)),
                        new Effect.Console("Kernel panic"),
                        new Effect.DeleteFails("Failed to terminate instance"),
                        new Effect.DeleteTakes(Duration.ofHours(1)));
    }

    @Test
    void jsonIsReadAsWellAsYaml() {
        List<FaultRule> rules = FaultScript.parse("[{\"server\": \"^w\", \"stuckBuild\": true, \"probability\": 0.5}]");
        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).probability()).isEqualTo(0.5);
    }

    @Test
    void aMistakeIsNamedWithItsRule() {
        wrong("[{name: a, stuckBuild: true, status: 500}]", "fault rule 'a'", "[status, stuckBuild]");
        wrong("[{name: a, servr: x, stuckBuild: true}]", "unknown key 'servr'", "server");
        wrong("[{name: a}]", "needs exactly one of", "has []");
        wrong("[{name: a, delay: soon}]", "a duration is like 500ms", "'soon'");
        wrong("[{name: a, server: '(', stuckBuild: true}]", "no regular expression: (");
        wrong("[{name: a, probability: 2, stuckBuild: true}]", "probability is from 0 to 1");
        wrong("[{name: a, status: 42}]", "from 200 to 599");
        wrong("a: [", "neither JSON nor YAML");
        wrong("[{", "neither JSON nor YAML");
        wrong("faults: 3", "a fault script is a list");
        wrong("!!javax.script.ScriptEngineManager []", "neither JSON nor YAML");
    }

    @Test
    void afterAndCountBoundHowOftenARuleHits() {
        Faults faults = new Faults(1);
        FaultScript.parse("[{operation: servers.list, after: 2, count: 2, partialPage: 0}]")
                .forEach(faults::add);
        Call list = Call.direct("compute", "servers.list", Optional.empty());
        StringBuilder hits = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            hits.append(faults.hitting(list).size());
        }
        assertThat(hits).hasToString("001100");
        assertThat(faults.tallies().get(0).hits()).isEqualTo(2);
    }

    @Test
    void aProbabilityIsDrawnFromTheSeed() {
        assertThat(hitsInAHundred(5)).isEqualTo(hitsInAHundred(5)).isBetween(15, 45);
    }

    private static int hitsInAHundred(long seed) {
        Faults faults = new Faults(seed);
        FaultScript.parse("[{status: 500, probability: 0.3}]").forEach(faults::add);
        int hits = 0;
        for (int i = 0; i < 100; i++) {
            hits += faults.hitting(Call.direct("image", "images.list", Optional.empty()))
                    .size();
        }
        return hits;
    }

    @Test
    void aConditionOnThePathNeverHoldsWithoutHttp() {
        Faults faults = new Faults(1);
        FaultScript.parse("[{path: servers, status: 500}]").forEach(faults::add);
        assertThat(faults.hitting(Call.direct("compute", "servers.list", Optional.empty())))
                .isEmpty();
    }

    private static void wrong(String script, String... words) {
        assertThatThrownBy(() -> FaultScript.parse(script))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }
}
