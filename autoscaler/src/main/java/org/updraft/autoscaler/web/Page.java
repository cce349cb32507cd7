package org.updraft.autoscaler.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The page's files, read once; nothing else can be asked for by path. */
final class Page {

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "view.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private final Map<String, Answer> files = new HashMap<>();

    Page() throws IOException {
        for (Map.Entry<String, String> file : TYPES.entrySet()) {
            files.put(file.getKey(), read(file.getKey(), file.getValue()));
        }
    }

    Optional<Answer> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static Answer read(String name, String type) throws IOException {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the page's file " + name + " is missing from the jar");
            }
            return new Answer(200, type, stream.readAllBytes());
        }
    }
}
