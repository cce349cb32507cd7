package org.updraft.jobtools.check;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/** Passwords and tokens in arguments or environment: condor_q shows both to everybody. */
public final class SecretCheck implements ProcCheck {

    private static final List<String> NAMES = List.of(
            "password", "passwd", "secret", "token", "api_key", "apikey", "access_key", "private_key", "credential");
    private static final List<String> SHAPES =
            List.of("-----begin ", "ghp_", "glpat-", "akia", "eyjhbgcioi", "bearer ");

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        look(Values.of(proc, "arguments", "args"), findings);
        look(Values.of(proc, "environment", "env"), findings);
        Values all = Values.of(proc, "getenv", "get_env");
        if (all != null && all.isTrue()) {
            findings.warning(
                    Rule.SECRET,
                    all.span(),
                    all.command() + " = " + all.text()
                            + " puts your whole environment into the queue, where everybody can read it, passwords"
                            + " included; name the variables that the job needs: getenv = HOME, LANG");
        }
    }

    private static void look(@Nullable Values value, Findings findings) {
        if (value == null) {
            return;
        }
        String lower = value.text().toLowerCase(Locale.ROOT);
        String sign = sign(lower);
        if (sign != null) {
            // the value itself is the secret: it is not repeated here
            findings.warning(
                    Rule.SECRET,
                    value.span(),
                    value.command() + " seems to hold a secret (" + sign
                            + "), which everybody can read with condor_q; put it into a file of mode 0600 and name that in"
                            + " transfer_input_files");
        }
    }

    private static @Nullable String sign(String lower) {
        for (String shape : SHAPES) {
            if (lower.contains(shape)) {
                return shape.strip();
            }
        }
        for (String name : NAMES) {
            int at = lower.indexOf(name);
            int after = at + name.length();
            // a value must stand behind it: --password x, TOKEN=x; not --token-file, tokens.txt
            if (at >= 0 && after + 1 < lower.length() && "= :".indexOf(lower.charAt(after)) >= 0) {
                return name;
            }
        }
        return null;
    }
}
