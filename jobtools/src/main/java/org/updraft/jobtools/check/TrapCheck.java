package org.updraft.jobtools.check;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.updraft.htcondor.classad.Comparison;
import org.updraft.htcondor.classad.Conjunction;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/**
 * {@code Requirements = VMType =?= "x"} in a job that has a VMType itself compares the job with itself: it is always true, and the
 * job runs anywhere.
 */
public final class TrapCheck implements ProcCheck {

    private static final String VM_TYPE = "VMType";

    private final boolean typeIsAdded;

    /** @param typeIsAdded jobs get a VMType of their own when they are submitted */
    public TrapCheck(boolean typeIsAdded) {
        this.typeIsAdded = typeIsAdded;
    }

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        Values requirements = Values.of(proc, "requirements", "MY.Requirements");
        if (requirements == null || !(typeIsAdded || hasType(proc.attributes()))) {
            return;
        }
        Optional<Comparison> trap = Conjunction.comparisons(requirements.text()).stream()
                .flatMap(all -> all.stream())
                .filter(comparison -> comparison.isOf(VM_TYPE))
                .findFirst();
        if (trap.isPresent() && unqualified(requirements.text())) {
            findings.error(
                    Rule.ALWAYS_TRUE,
                    requirements.span(),
                    "Requirements compare VMType, which is the job's own attribute here, so they are always true and the"
                            + " job would run on any machine; write TARGET.VMType =?= \"…\"");
        }
    }

    private static boolean hasType(Map<String, String> attributes) {
        return attributes.keySet().stream().anyMatch(VM_TYPE::equalsIgnoreCase);
    }

    /** Whether the name stands there without TARGET. before it. */
    private static boolean unqualified(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf("vmtype"); at >= 0; at = lower.indexOf("vmtype", at + 1)) {
            String before = lower.substring(0, at).stripTrailing();
            boolean word = at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1));
            if (word && !before.endsWith("target.")) {
                return true;
            }
        }
        return false;
    }
}
