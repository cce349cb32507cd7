package org.updraft.jobtools.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.Span;
import org.updraft.htcondor.submit.SubmitError;
import org.updraft.htcondor.vmjob.Requirements;
import org.updraft.htcondor.vmjob.VmAttributeReader;

/** Attributes about the worker, read as the service will read them. */
public final class VmAttributesCheck implements ProcCheck {

    private static final List<String> OWN = VmAttributeReader.NAMES;

    private final VmAttributeReader reader;

    /** @param clouds names of the site's clouds */
    public VmAttributesCheck(Set<String> clouds) {
        this.reader = new VmAttributeReader(clouds);
    }

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        Map<String, AdValue> values = new HashMap<>();
        for (Map.Entry<String, String> attribute : proc.attributes().entrySet()) {
            if (OWN.stream().anyMatch(attribute.getKey()::equalsIgnoreCase)) {
                values.put(attribute.getKey(), value(attribute.getValue()));
            }
        }
        if (values.isEmpty()) {
            return;
        }
        for (Malformed bad : reader.read(Ad.of(values), Requirements.NONE).malformed()) {
            Span span = Optional.ofNullable(proc.place("MY." + bad.attribute()))
                    .orElse(proc.queue().argumentSpan());
            findings.error(
                    Rule.VM_ATTRIBUTE,
                    span,
                    bad.attribute() + " = " + Values.shown(bad.value()) + " cannot be read: " + bad.remedy());
        }
    }

    /** As far as the attributes of workers go: strings, numbers, and what is neither. */
    private static AdValue value(String expression) {
        String text = expression.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        if (quoted && text.indexOf('"', 1) == text.length() - 1 && text.indexOf('\\') < 0) {
            return new AdValue.Text(text.substring(1, text.length() - 1));
        }
        if (text.equalsIgnoreCase("undefined") || text.isEmpty()) {
            return new AdValue.Undefined();
        }
        boolean digits = text.length() < 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits) {
            return new AdValue.Whole(Long.parseLong(text));
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> new AdValue.Truth(true);
            case "false" -> new AdValue.Truth(false);
            default -> new AdValue.Expression(text);
        };
    }
}
