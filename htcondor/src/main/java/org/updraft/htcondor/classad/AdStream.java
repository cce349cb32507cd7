package org.updraft.htcondor.classad;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what {@code -json} prints, ad by ad, in constant memory. The tools print no byte at all when nothing matches;
 * anything else than that or one whole array of ads is an {@link IOException}: half an array, two arrays, text.
 */
public final class AdStream {

    /** A string that has this many characters may have had more. */
    public static final int LONGEST_STRING = AdTextReader.LONGEST_STRING;

    private static final String EXPRESSION_START = AdTextReader.MARK + "Expr(";
    private static final String EXPRESSION_END = ")" + AdTextReader.MARK;

    /** No limit here may let one job's odd attribute fail the query for all: lengths are bounded by the reader before it. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000_000)
                    .maxNameLength(2 * AdTextReader.LONGEST_STRING)
                    .maxNumberLength(100_000)
                    .build())
            .build();

    /** Takes one ad after the other; throws if one is not what was asked for, which fails the whole answer. */
    public interface Sink {
        void take(Ad ad) throws IOException;
    }

    private AdStream() {}

    /**
     * Gives each ad to {@code each} as it comes. What was given before an exception is worth nothing: throw it away. The stream is
     * not closed: its writer may have more to say.
     */
    public static void read(InputStream bytes, Sink each) throws IOException {
        AdTextReader text = new AdTextReader(bytes);
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null && text.charactersRead() == 0) {
                return;
            }
            if (first != JsonToken.START_ARRAY) {
                throw new IOException("the answer does not begin with an array of ads");
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                each.take(readAd(parser));
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw new IOException("the array of ads is broken off or holds something else than ads");
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows the array of ads");
            }
        }
    }

    private static Ad readAd(JsonParser parser) throws IOException {
        SortedMap<String, AdValue> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (attributes.put(name, readValue(parser)) != null) {
                throw new IOException("an attribute comes twice in one ad: " + name);
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("an ad is broken off");
        }
        return new Ad(attributes);
    }

    private static AdValue readValue(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("an ad is broken off");
        }
        return switch (token) {
            case VALUE_STRING -> textOrExpression(parser.getText());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? new AdValue.Real(parser.getDoubleValue())
                        : new AdValue.Whole(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> new AdValue.Real(parser.getDoubleValue());
            case VALUE_TRUE -> new AdValue.Truth(true);
            case VALUE_FALSE -> new AdValue.Truth(false);
            case VALUE_NULL -> new AdValue.Undefined();
            case START_ARRAY -> skip(parser, "a list");
            case START_OBJECT -> skip(parser, "an ad");
            default -> throw new IOException("not a value: " + token);
        };
    }

    private static AdValue skip(JsonParser parser, String words) throws IOException {
        parser.skipChildren();
        return new AdValue.Nested(words);
    }

    private static AdValue textOrExpression(String text) {
        if (!text.startsWith(EXPRESSION_START)) {
            return new AdValue.Text(text.replace(AdTextReader.MARK, '/'));
        }
        // one so long that it was cut has lost its end
        int end = text.endsWith(EXPRESSION_END) ? text.length() - EXPRESSION_END.length() : text.length();
        return new AdValue.Expression(
                text.substring(EXPRESSION_START.length(), end).replace(AdTextReader.MARK, '/'));
    }
}
