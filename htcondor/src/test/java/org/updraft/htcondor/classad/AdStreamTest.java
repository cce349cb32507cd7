package org.updraft.htcondor.classad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AdStreamTest {

    private static List<Ad> read(InputStream bytes) throws IOException {
        List<Ad> ads = new ArrayList<>();
        AdStream.read(bytes, ads::add);
        return ads;
    }

    private static Ad one(String attributes) throws IOException {
        return read(new ByteArrayInputStream(("[{" + attributes + "}]").getBytes(StandardCharsets.UTF_8)))
                .getFirst();
    }

    @Test
    void valuesOfEveryKindAreReadAsCondorPrintsThem() throws IOException {
        Ad ad = read(Objects.requireNonNull(getClass().getResourceAsStream("/replies/q-json-special.out")))
                .getFirst();

        assertThat(ad.value("s_expr")).contains(new AdValue.Expression("ClusterId + 1"));
        assertThat(ad.value("S_Error")).contains(new AdValue.Expression("error"));
        assertThat(ad.value("S_Inf")).contains(new AdValue.Expression("real(\"INF\")"));
        assertThat(ad.value("RequestMemory"))
                .contains(new AdValue.Expression("ifthenelse(isUndefined(MemoryUsage),300,MemoryUsage * 2)"));
        assertThat(ad.value("S_Slash")).contains(new AdValue.Text("a/b/Expr(c)/"));
        assertThat(ad.value("S_Undefined")).isEmpty();
        assertThat(ad.attributes()).containsEntry("S_Undefined", new AdValue.Undefined());
        assertThat(ad.has("NotThere")).isFalse();
        assertThat(ad.value("S_Big")).contains(new AdValue.Whole(Long.MAX_VALUE));
        assertThat(ad.value("S_RealInt")).contains(new AdValue.Real(3.0));
        assertThat(ad.value("S_Bool")).contains(new AdValue.Truth(true));
        assertThat(ad.value("S_List")).contains(new AdValue.Nested("a list"));
        assertThat(ad.value("S_Nested")).contains(new AdValue.Nested("an ad"));
        assertThat(ad.text("S_Utf8")).contains("grüße 漢字");
        assertThat(ad.text("S_Quote")).contains("he said \"hi\" \\\\ back");
    }

    @Test
    void aStringThatLooksLikeAnExpressionStaysAString() throws IOException {
        assertThat(one("\"VMType\": \"/Expr(1+1)/\"").value("VMType")).contains(new AdValue.Text("/Expr(1+1)/"));
        assertThat(one("\"VMType\": \"\\\\/Expr(1+1)\\\\/\"").value("VMType"))
                .contains(new AdValue.Text("\\/Expr(1+1)\\/"));
        assertThat(one("\"VMType\": \"\uE000Expr(1+1)\uE000\"").value("VMType"))
                .contains(new AdValue.Text("\uFFFDExpr(1+1)\uFFFD"));
        assertThat(one("\"VMType\": \"\\uE000Expr(1+1)\\ue000\"").value("VMType"))
                .contains(new AdValue.Text("\uFFFDExpr(1+1)\uFFFD"));
        assertThat(one("\"VMType\": \"\\/Expr(1+1)\\/\"").value("VMType")).contains(new AdValue.Expression("1+1"));
    }

    @Test
    void anExpressionMayHoldSlashesQuotesAndWhatEndsOne() throws IOException {
        assertThat(one("\"R\": \"\\/Expr(X == \\\"a/b)/\\\" && \\u0041)\\/\"").value("R"))
                .contains(new AdValue.Expression("X == \"a/b)/\" && A"));
    }

    @Test
    void aNumberTooLargeForALongIsStillANumber() throws IOException {
        assertThat(one("\"N\": 99999999999999999999").value("N")).contains(new AdValue.Real(1e20));
    }

    @Test
    void aStringLiteralOfOursCannotBeLeft() {
        assertThat(Ad.quote("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
        assertThatThrownBy(() -> Ad.quote("a\nb")).isInstanceOf(IllegalArgumentException.class);
    }
}
