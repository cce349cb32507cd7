package org.updraft.jobtools.augment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.submit.Statement;
import org.updraft.htcondor.submit.SubmitEdit;
import org.updraft.htcondor.submit.SubmitFile;
import org.updraft.jobtools.check.Target;
import org.updraft.jobtools.policy.CommandName;

/**
 * Adds to a submit file what a job on a booted worker needs. What the file itself says holds, but for what is joined, appended or
 * forced; all other lines and comments stay as they are.
 */
public final class Augmenter {

    private static final String TITLE = "# updraft: what follows to the next empty line was added";
    private static final String DEFAULT = "default";
    private static final String TRANSFER = "transfer_input_files";

    private final Additions additions;
    private final Names names;
    private final SubmitEdit edit;
    private final List<String> front = new ArrayList<>();
    private final List<String> beforeQueues = new ArrayList<>();

    private Augmenter(SubmitFile file, List<Statement> read, Additions additions) {
        this.additions = additions;
        this.names = new Names(file, read);
        this.edit = new SubmitEdit(file);
    }

    /** @param read the file's statements as they are read, with those of the files that it includes */
    public static String augment(SubmitFile file, List<Statement> read, Additions additions) {
        return new Augmenter(file, read, additions).text();
    }

    /** What is put in at the top where the file says nothing, by its name. */
    public static Map<String, String> presets(Additions additions) {
        Map<String, String> presets = new LinkedHashMap<>(additions.policy().presets());
        additions.cargo().ifPresent(cargo -> {
            presets.put("+PreCmd", Ad.quote(cargo.helper().getFileName().toString()));
            presets.put(
                    "+PreArguments", Ad.quote(cargo.certificate().getFileName().toString()));
        });
        return presets;
    }

    private String text() {
        additions.target().ifPresent(this::header);
        additions.cloudConfig().ifPresent(value -> set("+VMAMIConfig", Ad.quote(value)));
        presets(additions).forEach((name, value) -> {
            if (!names.has(name)) {
                front.add(name + " = " + value);
            }
        });
        appended().forEach(this::append);
        additions.executable().ifPresent(path -> set("executable", escaped(path)));
        additions.policy().forced().forEach((name, value) -> beforeQueues.add(name + " = " + value));
        beforeQueues.addAll(additions.lines());
        if (!front.isEmpty()) {
            front.add(0, TITLE);
            front.add("");
            edit.front(front);
        }
        if (!beforeQueues.isEmpty()) {
            edit.beforeQueues(beforeQueues);
        }
        additions.queue().ifPresent(arguments -> edit.end(List.of("queue " + arguments)));
        return edit.text();
    }

    private void header(Target target) {
        front.add("+VMType = " + Ad.quote(target.vmType()));
        front.add("+VMAMI = " + Ad.quote(perCloud(target.images())));
        front.add("+VMInstanceType = " + Ad.quote(perCloud(target.flavors())));
        String ours = "TARGET.VMType =?= " + Ad.quote(target.vmType()) + " && TARGET.Arch == "
                + Ad.quote(target.architecture());
        join("Requirements", ours);
    }

    /** {@code arbutus:uuid,default:uuid}: the clouds that have it, and what any other is to look for. */
    private static String perCloud(Map<String, String> ids) {
        Map<String, String> sorted = new TreeMap<>(ids);
        String all = sorted.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
        return sorted.containsKey(DEFAULT)
                ? all
                : all + "," + DEFAULT + ":" + sorted.values().iterator().next();
    }

    /** Users' Requirements hold besides ours, where they may write any. */
    private void join(String name, String ours) {
        if (!names.has(name)) {
            front.add(name + " = " + ours);
        } else if (names.isIncluded(name)) {
            beforeQueues.add(name + " = " + ours + " && ($(" + name + "))");
        } else {
            names.of(name)
                    .forEach(assignment -> edit.replace(
                            assignment,
                            assignment.text().isEmpty() ? ours : ours + " && (" + oneLine(assignment.text()) + ")"));
        }
    }

    private Map<String, String> appended() {
        Map<String, String> all = new LinkedHashMap<>(additions.policy().appended());
        additions
                .cargo()
                .ifPresent(cargo -> all.merge(
                        TRANSFER,
                        escaped(cargo.certificate().toString()) + ", "
                                + escaped(cargo.helper().toString()),
                        (policys, ours) -> policys + ", " + ours));
        return all;
    }

    private void append(String name, String more) {
        if (!names.has(name)) {
            front.add(name + " = " + more);
        } else if (names.isIncluded(name)) {
            beforeQueues.add(name + " = $(" + reference(name) + "), " + more);
        } else {
            names.of(name)
                    .forEach(assignment -> edit.replace(
                            assignment, assignment.text().isEmpty() ? more : oneLine(assignment.text()) + ", " + more));
        }
    }

    private void set(String name, String value) {
        if (!names.has(name)) {
            front.add(name + " = " + value);
        } else if (names.isIncluded(name)) {
            beforeQueues.add(name + " = " + value);
        } else {
            names.of(name).forEach(assignment -> edit.replace(assignment, value));
        }
    }

    private static String reference(String name) {
        return name.startsWith("+") ? "MY." + name.substring(1) : name;
    }

    private static String oneLine(String value) {
        return value.replace('\n', ' ');
    }

    /** A path as a value: a dollar in it is no macro. */
    static String escaped(String path) {
        return path.replace("$", "$(DOLLAR)");
    }

    /** Which names the file sets, and where. */
    private static final class Names {
        private final Map<String, List<Statement.Assignment>> own = new TreeMap<>();
        private final Map<String, Boolean> included = new TreeMap<>();

        Names(SubmitFile file, List<Statement> read) {
            for (Statement statement : file.statements()) {
                if (statement instanceof Statement.Assignment assignment) {
                    own.computeIfAbsent(key(assignment.name()), name -> new ArrayList<>())
                            .add(assignment);
                }
            }
            for (Statement statement : read) {
                if (statement instanceof Statement.Assignment assignment
                        && assignment.span().source() != file.source()) {
                    included.put(key(assignment.name()), true);
                }
            }
        }

        boolean has(String name) {
            return own.containsKey(key(name)) || isIncluded(name);
        }

        boolean isIncluded(String name) {
            return included.containsKey(key(name));
        }

        List<Statement.Assignment> of(String name) {
            return own.getOrDefault(key(name), List.of());
        }

        private static String key(String name) {
            return CommandName.of(name).toString().toLowerCase(Locale.ROOT);
        }
    }

    /** Empty if the path may stand in a list of files; else why not. */
    public static Optional<String> unfitForList(String path) {
        return path.indexOf(',') < 0 && path.chars().noneMatch(Character::isISOControl)
                ? Optional.empty()
                : Optional.of("a path with a comma or a control character cannot stand in " + TRANSFER);
    }
}
