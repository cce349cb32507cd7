package org.updraft.openstack.credentials;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Variables like OS_AUTH_URL, from the environment or a file, as settings. */
public final class OsVariables {
    /** Old names that openrc files still carry. */
    private static final Map<String, String> OLD = Map.of("tenant_name", "project_name", "tenant_id", "project_id");

    private OsVariables() {}

    /** @param environment such as {@link System#getenv()} */
    public static Loaded load(Map<String, String> environment) throws CredentialsException {
        return new Loaded(
                settings("the environment (OS_ variables)", environment).credentials(), List.of());
    }

    static Settings settings(String source, Map<String, String> variables) {
        Map<String, String> values = new TreeMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith("OS_")) {
                String key = name.substring("OS_".length()).toLowerCase(Locale.ROOT);
                values.putIfAbsent(OLD.getOrDefault(key, key), value);
                if (!OLD.containsKey(key)) {
                    values.put(key, value);
                }
            }
        });
        return new Settings(source, values);
    }
}
