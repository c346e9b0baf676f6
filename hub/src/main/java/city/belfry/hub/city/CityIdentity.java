package city.belfry.hub.city;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;

/// Which city this hub speaks for.
public record CityIdentity(
        @Key(value = "Short name; part of file names and of the catalogue.", pattern = "[a-z][a-z0-9-]{0,39}")
        String id,

        @Key("Name of the city for people, as one text or by language.")
        LocalText label,

        @Key("Start of every IRI the hub mints, for example https://lille.example; IRIs never change, so choose once.")
        URI base,

        @Key(value = "Languages of labels and pages, the first is the one of sources that do not say theirs.")
        List<String> languages,

        @Key(
                value = "Time zone of times in sources that do not say theirs (IANA name, for example Europe/Paris).",
                fallback = "UTC")
        ZoneId timeZone) {

    /// The base without the slash at its end, so that `base + "/id/"` has one.
    public String baseIri() {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /// The language of a source that does not say its own.
    public String language() {
        return languages.isEmpty() ? "en" : languages.getFirst();
    }

    /// `{base}/graph/{dataset}` (also for `catalogue`, `ontology`, `links`).
    public String graph(String dataset) {
        return baseIri() + "/graph/" + dataset;
    }
}
