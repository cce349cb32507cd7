package org.updraft.fuzz;

import static org.updraft.fuzz.Samples.files;
import static org.updraft.fuzz.Samples.lines;
import static org.updraft.fuzz.Samples.of;
import static org.updraft.fuzz.Samples.together;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.updraft.autoscaler.plan.TokenRuling;
import org.updraft.autoscaler.pool.TokenApproval;
import org.updraft.htcondor.TokenRequest;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;
import org.updraft.htcondor.classad.evaluation.Evaluation;
import org.updraft.htcondor.classad.evaluation.ExpressionAd;
import org.updraft.htcondor.classad.evaluation.Match;
import org.updraft.htcondor.classad.evaluation.Surroundings;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;
import org.updraft.htcondor.command.ReplyReaders;
import org.updraft.htcondor.vmjob.Requirements;
import org.updraft.htcondor.vmjob.SpooledPart;
import org.updraft.htcondor.vmjob.VmAttributeReader;

/** What HTCondor says, and what users have put into it. */
final class CondorTargets {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    private static final String REPLIES = "htcondor/replies/";

    private CondorTargets() {}

    static List<Target> all() {
        ReplyReaders readers = new ReplyReaders();
        List<byte[]> expressions = together(lines("htcondor/classad/*.txt"), REQUIREMENTS);
        return List.of(
                new Target(
                        "slots",
                        together(files(REPLIES + "slots*.out"), files(REPLIES + "collector.out")),
                        4,
                        readers::slots),
                new Target(
                        "claims",
                        together(files(REPLIES + "claims.out"), files(REPLIES + "endings-*.out")),
                        4,
                        readers::claims),
                new Target(
                        "jobs",
                        together(together(files(REPLIES + "old-*.out"), files(REPLIES + "job*.out")), JOBS),
                        5,
                        readers::jobs),
                new Target("tokens", files(REPLIES + "token-requests.out"), 3, CondorTargets::tokens),
                new Target(
                        "shown-token",
                        together(files(REPLIES + "token-shown*.out"), files(REPLIES + "version.out")),
                        1,
                        ReplyReaders::shown),
                new Target(
                        "ads",
                        together(files(REPLIES + "q-*.out"), files(REPLIES + "slots*.out")),
                        4,
                        CondorTargets::ads),
                new Target("expression-old", expressions, 1, input -> expression(input, Dialect.OLD)),
                new Target("expression-new", expressions, 1, input -> expression(input, Dialect.NEW)),
                new Target("requirements", expressions, 1, CondorTargets::requirements),
                new Target("vm-attributes", VM_ATTRIBUTES, 1, CondorTargets::vmAttributes));
    }

    private static final List<byte[]> REQUIREMENTS = of(
            "(TARGET.VMType =?= \"proj:image\") && (TARGET.Arch == \"X86_64\") && (TARGET.Memory >= RequestMemory)",
            "VMType == \"a\" && Cpus >= 4 && Disk > 10 * 1024 && regexp(\"^a+$\", Machine) && HasFileTransfer",
            "[ a = 1; b = { 1, \"x\", [ c = a + 1 ] }; d = b[2].c; e = ifThenElse(a == 1, strcat(\"x\", a), undefined) ]",
            "formatTime(absTime(\"2026-11-22T12:00:00+01:00\"), \"%Y\") != string(relTime(\"1+02:03:04\"))",
            "split(\"a b c\")[1] =?= \"b\" || stringListMember(\"x\", \"a,b,x\") || versionGE(\"9.0.0\", \"8.9\") || int(real(\"1e3\")) == 1000");

    private static final List<byte[]> JOBS = of("""
            [{"ClusterId": 1, "ProcId": 0, "JobStatus": 1, "JobUniverse": 5, "Owner": "alice", "VMType": "proj:image",
            "VMAMI": "west:img", "VMInstanceType": "west:small,east:big", "RequestCpus": 1, "RequestMemory": 2048,
            "RequestDisk": "\\/Expr(DiskUsage)\\/", "RequestGPUs": 1.5, "VMKeepAlive": "30", "VMMaxJobs": 3, "TargetClouds": "west",
            "DeferralTime": 1795608000, "DeferralPrepTime": 300, "DeferralWindow": 0, "ScheddInterval": 300, "JobPrio": -5,
            "VMAMIConfig": "spool:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "QDate": 1795600000,
            "Requirements": "\\/Expr((TARGET.VMType =?= \\"proj:image\\") && Cpus >= 4)\\/", "MaxJobRetirementTime": 0}]
            """, """
            [{"ClusterId": 2, "ProcId": 1, "JobStatus": 1, "JobUniverse": 11, "Owner": "bob", "count": 3, "JobIds": "2.1 2.3 2.2",
            "VMCPUCores": "2", "VMMem": "2G", "VMStorage": "10"}]
            """);

    private static final List<byte[]> VM_ATTRIBUTES = of(
            "west:img,east:other",
            "proj:image",
            "default:x, west:y",
            "30",
            "1048576",
            "west",
            "spool:" + "a".repeat(64),
            "spool:" + "0".repeat(64) + ":x-shellscript," + "f".repeat(64),
            "2G",
            "512M",
            "1T",
            "10",
            "0.5",
            "a,b,c");

    private static boolean tokens(byte[] input) {
        Optional<List<TokenRequest>> requests = ReplyReaders.tokens(input);
        requests.ifPresent(all -> all.forEach(CondorTargets::rule));
        return requests.isPresent();
    }

    private static void rule(TokenRequest request) {
        TokenRuling.workerOf(request.identity(), "example.org");
        TokenRuling.byItself(request, Duration.ofDays(60));
        TokenRuling.Joiner joiner = new TokenRuling.Joiner(
                false,
                false,
                Optional.of(CLOCK.instant()),
                true,
                Set.of("10.0.0.1"),
                Duration.ofHours(1),
                List.<TokenApproval>of());
        TokenRuling.on(request, joiner, CLOCK.instant());
    }

    private static boolean ads(byte[] input) {
        Optional<List<Ad>> ads = ReplyReaders.ads(input);
        ads.ifPresent(all -> all.stream().limit(3).map(ExpressionAd::of).forEach(CondorTargets::evaluate));
        return ads.isPresent();
    }

    private static void evaluate(ExpressionAd ad) {
        Evaluation evaluation = Evaluation.of(ad, ad, surroundings());
        ad.attributes().keySet().forEach(evaluation::attribute);
        Match.of(ad, ad, surroundings());
    }

    private static boolean expression(byte[] input, Dialect dialect) {
        Expression expression;
        try {
            expression = Expression.parse(text(input), dialect);
        } catch (ExpressionError refused) {
            return false;
        }
        again(expression.print(dialect), dialect);
        ExpressionAd ad = ExpressionAd.of(Map.of("Requirements", expression, "A", expression));
        Evaluation.of(ad, surroundings()).value(expression);
        Match.side(ad, ad, surroundings());
        return true;
    }

    /** HTCondor prints some things that it would not read, such as {@code 1.5 .x}, or reads as something else, such as {@code - -0}. */
    private static void again(String printed, Dialect dialect) {
        try {
            Expression.parse(printed, dialect).print(dialect);
        } catch (ExpressionError unreadable) {
            return;
        }
    }

    private static boolean requirements(byte[] input) {
        Requirements read = Requirements.of(Optional.of(new AdValue.Expression(text(input))));
        return read.malformed().isEmpty();
    }

    private static boolean vmAttributes(byte[] input) {
        String text = text(input);
        SpooledPart.parse(text);
        boolean good = true;
        for (String name : VmAttributeReader.NAMES) {
            Map<String, AdValue> attributes = new HashMap<>(Map.of(VmAttributeReader.VM_TYPE, new AdValue.Text("x")));
            attributes.put(name, new AdValue.Text(text));
            Ad ad = Ad.of(attributes);
            good &= new VmAttributeReader(Set.of("west", "east"))
                    .read(ad, Requirements.NONE)
                    .malformed()
                    .isEmpty();
        }
        return good;
    }

    private static Surroundings surroundings() {
        return new Surroundings(CLOCK, new Random(1));
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }
}
