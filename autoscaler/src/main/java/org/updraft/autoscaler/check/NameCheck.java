package org.updraft.autoscaler.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.autoscaler.yaml.Nearest;

/** Images, flavors and networks that the file names for all clouds: each must be on one of them at least. */
final class NameCheck {

    private final Settings settings;
    private final List<CloudCheck.Answer> answers;

    NameCheck(Settings settings, List<CloudCheck.Answer> answers) {
        this.settings = settings;
        this.answers = answers;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(look("image", settings.defaults().image(), Policy.VmType::image, CloudCheck.Answer::images));
        findings.addAll(
                look("flavor", settings.defaults().flavor(), Policy.VmType::flavor, CloudCheck.Answer::flavors));
        findings.addAll(
                look("network", settings.defaults().network(), Policy.VmType::network, CloudCheck.Answer::networks));
        return findings;
    }

    private List<Finding> look(
            String kind,
            Optional<String> ofDefaults,
            Function<Policy.VmType, Optional<String>> ofType,
            Function<CloudCheck.Answer, Optional<Set<String>>> there) {
        TreeMap<String, TreeSet<String>> namedBy = new TreeMap<>();
        ofDefaults.ifPresent(
                name -> namedBy.computeIfAbsent(name, n -> new TreeSet<>()).add("defaults"));
        settings.vmTypes()
                .forEach((type, value) -> ofType.apply(value)
                        .ifPresent(name -> namedBy.computeIfAbsent(name, n -> new TreeSet<>())
                                .add("vmTypes " + type)));
        List<Finding> findings = new ArrayList<>();
        namedBy.forEach(
                (name, places) -> findings.add(finding(kind + " " + name, name, String.join(", ", places), there)));
        return findings;
    }

    private Finding finding(
            String thing, String name, String places, Function<CloudCheck.Answer, Optional<Set<String>>> there) {
        List<String> having = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>();
        for (CloudCheck.Answer answer : answers) {
            Optional<Set<String>> names = there.apply(answer);
            names.ifPresent(all::addAll);
            names.map(set -> set.contains(name) ? having : lacking)
                    .orElse(silent)
                    .add(answer.cloud());
        }
        String asked = " (named by " + places + ")";
        if (!having.isEmpty()) {
            String rest = lacking.isEmpty() ? "" : ", not on " + String.join(", ", lacking);
            return Finding.ok(thing, "on " + String.join(", ", having) + rest + asked);
        }
        if (!silent.isEmpty()) {
            return Finding.silent(thing, "could not be looked for on " + String.join(", ", silent) + asked);
        }
        String hint = Nearest.to(name, all)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        return Finding.fail(thing, "no cloud has it" + asked + hint);
    }
}
