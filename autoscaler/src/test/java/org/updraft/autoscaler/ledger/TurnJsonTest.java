package org.updraft.autoscaler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.plan.Unmet;

class TurnJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void aTurnReadsAsTheGoldenFileSays() throws IOException {
        ObjectNode turn = MAPPER.createObjectNode();
        turn.set("digest", TurnJson.digest(Sample.seen(Sample.NOON)));
        turn.set("plan", TurnJson.plan(Sample.plan(), List.of("boots 3 above the cap of 2")));
        turn.set("outcomes", TurnJson.outcomes(Sample.outcomes()));
        assertThat(turn.toPrettyString() + "\n").isEqualTo(golden("turn.json"));
    }

    @Test
    void theWholeSnapshotReadsAsTheGoldenFileSays() throws IOException {
        String text = RecordJson.text(Sample.seen(Sample.NOON));
        assertThat(MAPPER.readTree(text).toPrettyString() + "\n").isEqualTo(golden("snapshot.json"));
    }

    @Test
    void theGoldenFileHasEveryKindOfAction() {
        Set<Class<?>> kinds =
                Sample.plan().actions().stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(Action.class.getPermittedSubclasses());
    }

    @Test
    void endlessWordsAreCut() {
        Unmet unmet = new Unmet("a", 1, new Reason(Cause.MALFORMED_ATTRIBUTE, "x".repeat(10_000_000)));
        assertThat(TurnJson.unmet(unmet).toString()).hasSizeLessThan(2200);
    }

    @Test
    void everyCauseHasALabelOfItsOwn() {
        assertThat(Arrays.stream(Cause.values()).map(Cause::label))
                .doesNotHaveDuplicates()
                .allMatch(label -> label.matches("[a-z-]+"));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TurnJsonTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
