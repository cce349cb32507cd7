package org.updraft.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The long run: {@code fuzz [TARGET...] [--inputs N] [--seed S] [--crashes FOLDER]}. Inputs are shared among the targets by what one
 * of each costs. Prints a table; ends with 1 if anything crashed, and with 2 at an input that takes longer than a minute.
 */
public final class Fuzz {

    private static final long PATIENCE_SECONDS = 60;

    private final long inputs;
    private final long seed;
    private final Path crashes;

    private Fuzz(long inputs, long seed, Path crashes) {
        this.inputs = inputs;
        this.seed = seed;
        this.crashes = crashes;
    }

    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>();
        long inputs = 100_000;
        long seed = 1;
        Path crashes = Path.of("target", "fuzz");
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--inputs" -> inputs = Long.parseLong(args[++i]);
                case "--seed" -> seed = Long.parseLong(args[++i]);
                case "--crashes" -> crashes = Path.of(args[++i]);
                default -> names.add(args[i]);
            }
        }
        System.exit(new Fuzz(inputs, seed, crashes).run(chosen(names)));
    }

    private static List<Target> chosen(List<String> names) {
        List<Target> all = Targets.all();
        for (String name : names) {
            if (all.stream().noneMatch(target -> target.name().equals(name))) {
                System.err.println("fuzz: there is no target " + name + "; there are "
                        + String.join(" ", all.stream().map(Target::name).toList()));
                System.exit(2);
            }
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(target -> names.contains(target.name())).toList();
    }

    private int run(List<Target> targets) throws InterruptedException, IOException {
        System.out.println(
                "| target | inputs | refused cleanly | accepted | crashes | slowest ms | most MiB for one | seconds |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
        double parts =
                targets.stream().mapToDouble(target -> 1.0 / target.cost()).sum();
        long all = 0;
        long crashed = 0;
        for (Target target : targets) {
            Campaign campaign = new Campaign(target, Math.max(1, Math.round(inputs / parts / target.cost())), seed);
            long began = System.nanoTime();
            Optional<byte[]> hung = watched(campaign);
            System.out.printf(
                    "| %s | %d | %d | %d | %d | %d | %d | %d |%n",
                    campaign.name(),
                    campaign.done(),
                    campaign.refused(),
                    campaign.taken(),
                    campaign.crashed(),
                    campaign.slowestMillis(),
                    campaign.mostMiB(),
                    (System.nanoTime() - began) / 1_000_000_000);
            write(campaign);
            all += campaign.done();
            crashed += campaign.crashed();
            if (hung.isPresent()) {
                System.out.println(target.name() + " hangs: " + write(target.name() + "-hang", hung.get()));
                return 2;
            }
        }
        System.out.printf("%d inputs, seed %d, %d crashes%n", all, seed, crashed);
        return crashed == 0 ? 0 : 1;
    }

    /** The input on which it hangs, if it does. */
    private static Optional<byte[]> watched(Campaign campaign) throws InterruptedException {
        Thread thread = new Thread(null, campaign, campaign.name());
        thread.setDaemon(true);
        thread.start();
        while (!thread.join(java.time.Duration.ofSeconds(1))) {
            Long seconds = campaign.secondsOnOne();
            byte[] input = campaign.current();
            if (seconds != null && input != null && seconds > PATIENCE_SECONDS) {
                for (StackTraceElement frame : thread.getStackTrace()) {
                    System.out.println("    " + frame);
                }
                return Optional.of(input);
            }
        }
        return Optional.empty();
    }

    private void write(Campaign campaign) throws IOException {
        int number = 0;
        for (Campaign.Crash crash : campaign.crashes()) {
            String name = campaign.name() + "-" + seed + "-" + ++number;
            StringWriter trace = new StringWriter();
            crash.thrown().printStackTrace(new PrintWriter(trace));
            write(name + ".trace", trace.toString().getBytes(StandardCharsets.UTF_8));
            System.out.println("    " + write(name, crash.input()) + ": " + firstLine(crash.thrown()));
        }
    }

    private static String firstLine(Throwable thrown) {
        String line = thrown.toString().lines().findFirst().orElse("");
        return line.substring(0, Math.min(200, line.length())).replaceAll("\\p{Cntrl}", "?");
    }

    private Path write(String name, byte[] content) throws IOException {
        Files.createDirectories(crashes);
        return Files.write(crashes.resolve(name), content);
    }
}
