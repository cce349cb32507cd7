package org.updraft.jobtools.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.updraft.htcondor.submit.Statement;
import org.updraft.htcondor.submit.SubmitEdit;
import org.updraft.htcondor.submit.SubmitFile;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.check.Place;

/**
 * Findings that can be mended without asking what the user meant.
 *
 * @param text the mended file
 * @param done what was mended, in words
 * @param left findings that remain
 */
public record Fixes(String text, List<String> done, List<Finding> left) {

    private static final Pattern VM_TYPE = Pattern.compile("vmtype", Pattern.CASE_INSENSITIVE);

    public Fixes {
        done = List.copyOf(done);
        left = List.copyOf(left);
    }

    /** Only what stands in the file itself, not in one that it includes. */
    public static Fixes of(SubmitFile file, List<Finding> findings) {
        SubmitEdit edit = new SubmitEdit(file);
        List<String> done = new ArrayList<>();
        List<Finding> left = new ArrayList<>();
        for (Finding finding : findings) {
            Optional<Statement.Assignment> assignment = finding.place().flatMap(place -> at(file, place));
            if (assignment.isEmpty() || !mend(finding, assignment.get(), edit, done)) {
                left.add(finding);
            }
        }
        return new Fixes(edit.text(), done, left);
    }

    private static Optional<Statement.Assignment> at(SubmitFile file, Place place) {
        return file.statements().stream()
                .filter(statement -> file.source().name().equals(place.file()))
                .filter(Statement.Assignment.class::isInstance)
                .map(Statement.Assignment.class::cast)
                .filter(assignment -> isAt(assignment, place))
                .findFirst();
    }

    private static boolean isAt(Statement.Assignment assignment, Place place) {
        return assignment.valueSpan().line() == place.line()
                && (assignment.valueSpan().column() == place.column()
                        || assignment.nameSpan().column() == place.column());
    }

    private static boolean mend(Finding finding, Statement.Assignment assignment, SubmitEdit edit, List<String> done) {
        return switch (finding.rule()) {
            case REFUSES_RETIREMENT -> {
                edit.remove(assignment);
                done.add("line " + assignment.span().line() + ": " + assignment.name() + " is removed");
                yield true;
            }
            case ALWAYS_TRUE -> {
                edit.replace(assignment, qualified(assignment.text()));
                done.add("line " + assignment.span().line() + ": VMType is written TARGET.VMType");
                yield true;
            }
            default -> false;
        };
    }

    /** VMType with TARGET. before it, where it has nothing before it. */
    private static String qualified(String text) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        Matcher found = VM_TYPE.matcher(text);
        while (found.find()) {
            int next = found.start();
            char before = next == 0 ? ' ' : text.charAt(next - 1);
            boolean bare = before != '.' && before != '_' && before != '"' && !Character.isLetterOrDigit(before);
            result.append(text, at, next).append(bare ? "TARGET." : "");
            at = next;
        }
        return result.append(text.substring(at)).toString().replace('\n', ' ');
    }
}
