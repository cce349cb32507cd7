package org.updraft.autoscaler.cloudinit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.autoscaler.poolconfig.PoolConfig;

/** Prints real output for {@code testbed/cloudinit/check}, which tries it on a real pool. */
final class RenderOne {
    private RenderOne() {}

    public static void main(String[] all) throws IOException {
        var more = new More(Stream.of(all).filter(More::isOne).toList());
        String[] args = Stream.of(all).filter(arg -> !More.isOne(arg)).toArray(String[]::new);
        if (args[0].equals("pool-config")) {
            var config = new PoolConfig("updraft", "updraft", args[2], Path.of(args[3]));
            System.out.print(config.text(PoolConfig.Section.valueOf(args[1])));
            return;
        }
        // collector-host server-name owner vmtype cpus no-claim-seconds join-seconds token|CA-file [site-cloud-config
        // [token-seconds [ccb [collector-address [install-file [ssh-key]]]]]]; an empty one is left out. Anywhere among
        // them: More
        var pool = new PoolAddress(
                args[0],
                9618,
                "updraft.test",
                "updraft@updraft.test",
                Duration.ofSeconds(10),
                Duration.ofSeconds(Long.parseLong(args[5])),
                Duration.ofSeconds(Long.parseLong(args[6])));
        boolean asks = args[7].startsWith("/");
        Duration life =
                argument(args, 9).map(Long::parseLong).map(Duration::ofSeconds).orElse(TokenSource.LIFE);
        TokenSource tokens =
                asks ? TokenSource.request(Files.readString(Path.of(args[7])), life) : TokenSource.userData(life);
        var boot = new WorkerBoot(
                args[1].substring(args[1].lastIndexOf('-') + 1),
                args[1],
                "test",
                "inst-1",
                args[2],
                args[3],
                more.terms(),
                Integer.parseInt(args[4]),
                1024,
                0,
                asks ? Optional.empty() : Optional.of(args[7]));
        Optional<Path> install = argument(args, 12).map(Path::of);
        var options = new WorkerOptions(
                argument(args, 13).stream().toList(),
                WorkerOptions.Ccb.valueOf(argument(args, 10).orElse("auto").toUpperCase(Locale.ROOT)),
                argument(args, 11),
                install.isPresent() ? Optional.of(Files.readString(install.get())) : Optional.empty());
        UserData data =
                new CloudInit(Templates.builtIn(), pool, tokens, options).render(boot, argument(args, 8), more.parts());
        System.out.write(
                Base64.getDecoder().decode(data.base64()),
                0,
                Base64.getDecoder().decode(data.base64()).length);
        System.out.flush();
    }

    private static Optional<String> argument(String[] args, int index) {
        return args.length > index && !args[index].isEmpty() ? Optional.of(args[index]) : Optional.empty();
    }

    /** {@code --shared= --maxJobs=3 --cloudConfig=TEXT --part=SUBTYPE:TEXT}. */
    private record More(List<String> options) {

        static boolean isOne(String argument) {
            return argument.matches("(?s)--[A-Za-z]+=.*");
        }

        Terms terms() {
            return new Terms(
                    !all("shared").isEmpty(),
                    all("maxJobs").stream()
                            .mapToInt(Integer::parseInt)
                            .findFirst()
                            .orElse(0),
                    all("cloudConfig").stream().findFirst().orElse(""));
        }

        List<UserPart> parts() {
            return all("part").stream()
                    .map(part -> part.split(":", 2))
                    .map(part -> new UserPart("of-a-user", part[0], part[1].getBytes(StandardCharsets.UTF_8)))
                    .toList();
        }

        private List<String> all(String key) {
            String begin = "--" + key + "=";
            return options.stream()
                    .filter(option -> option.startsWith(begin))
                    .map(option -> option.substring(begin.length()))
                    .toList();
        }
    }
}
