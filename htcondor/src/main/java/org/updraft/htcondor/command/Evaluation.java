package org.updraft.htcondor.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.JobId;

/**
 * Has condor_q evaluate expressions on single jobs, many jobs in one call. What comes back are whole numbers, rounded up, or
 * nothing, whatever a job wrote into them.
 */
final class Evaluation {
    private static final int IDS_PER_CALL = 300;

    private final CondorTools tools;
    private final List<String> expressions;

    /** @param expressions each may repeat a job's attribute several times: keep them short */
    Evaluation(CondorTools tools, List<String> expressions) {
        this.tools = tools;
        this.expressions = expressions.stream().map(Evaluation::number).toList();
    }

    private static String number(String value) {
        return "ifThenElse(isInteger(%1$s) || isReal(%1$s), int(ceiling(%1$s)), \"?\")".formatted(value);
    }

    /** The expressions' values for each job, in their order; none for a job that has left the queue. */
    Map<JobId, List<OptionalLong>> on(String schedd, List<JobId> ids) throws CondorException {
        Map<JobId, List<OptionalLong>> answers = new HashMap<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_CALL) {
            ask(schedd, ids.subList(from, Math.min(ids.size(), from + IDS_PER_CALL)), answers);
        }
        return answers;
    }

    private void ask(String schedd, List<JobId> ids, Map<JobId, List<OptionalLong>> answers) throws CondorException {
        ToolCall call = WaitingQuery.query(tools, schedd);
        for (JobId id : ids) {
            call = call.with(id.toString());
        }
        call = call.with("-af", Attributes.CLUSTER, Attributes.PROC).with(expressions.toArray(String[]::new));
        for (String line : tools.text(call).lines().toList()) {
            String[] words = line.strip().split(" +");
            Optional<JobId> id =
                    words.length == 2 + expressions.size() ? JobId.parse(words[0] + "." + words[1]) : Optional.empty();
            if (id.isEmpty()) {
                throw new CondorException.Unreachable(
                        "%s printed a line that is not %d words: %s"
                                .formatted(call, 2 + expressions.size(), Excerpt.of(line, 200)),
                        null);
            }
            answers.put(id.get(), numbers(words));
        }
    }

    private static List<OptionalLong> numbers(String[] words) {
        List<OptionalLong> numbers = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            numbers.add(
                    words[i].matches("-?\\d{1,18}") ? OptionalLong.of(Long.parseLong(words[i])) : OptionalLong.empty());
        }
        return numbers;
    }
}
