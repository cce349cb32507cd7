package org.updraft.htcondor.submit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.classad.evaluation.Evaluation;
import org.updraft.htcondor.classad.evaluation.ExpressionAd;
import org.updraft.htcondor.classad.evaluation.Surroundings;
import org.updraft.htcondor.classad.evaluation.Value;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;

/** The place where the recordings were made, as far as the files ask. */
final class RecordedPlace extends FolderPlace {

    private static final Map<String, String> PRINTED =
            Map.of("echo foo=bar", "foo=bar\n", "seq 3", "1\n2\n3\n", "/bin/false", "");

    RecordedPlace(Path folder) {
        super(
                folder,
                Map.of("FOO", "foo val"),
                Map.of(
                        "ARCH",
                        "X86_64",
                        "OPSYS",
                        "LINUX",
                        "ISLINUX",
                        "1",
                        "ISWINDOWS",
                        "0",
                        "CONDORVERSION",
                        "23.9.6"));
    }

    @Override
    public byte @Nullable [] run(String command, int most) throws IOException {
        String printed = PRINTED.get(command);
        if (printed == null) {
            throw new IOException("nobody recorded what " + command + " prints");
        }
        return printed.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String folder() {
        return "/jobs";
    }

    static Optional<Object> evaluate(String expression) {
        try {
            Value value = Evaluation.of(
                            ExpressionAd.of(Map.of()), new Surroundings(InstantSource.system(), new Random(1)))
                    .value(Expression.parse(expression, Dialect.OLD));
            return switch (value) {
                case Value.Whole whole -> Optional.of(whole.number());
                case Value.Real real -> Optional.of(real.number());
                case Value.Truth truth -> Optional.of(truth.value());
                case Value.Text text -> Optional.of(text.text());
                case Value.Failure error -> Optional.empty();
                default -> Optional.of(value.print(Dialect.OLD));
            };
        } catch (ExpressionError e) {
            return Optional.empty();
        }
    }
}
