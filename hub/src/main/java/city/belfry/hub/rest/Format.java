package city.belfry.hub.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/// The forms in which the hub says the same thing.
public enum Format {
    HTML("html", "text/html"),
    JSON("json", "application/json"),
    RESULTS_JSON("srj", "application/sparql-results+json"),
    RESULTS_XML("srx", "application/sparql-results+xml"),
    CSV("csv", "text/csv"),
    /// CSV for a spreadsheet that takes a file without byte order mark for Windows' own characters: it has one, and no
    /// cell of it is a formula.
    SPREADSHEET("csv-bom", "text/csv"),
    TSV("tsv", "text/tab-separated-values"),
    GEOJSON("geojson", "application/geo+json"),
    TURTLE("ttl", "text/turtle"),
    NTRIPLES("nt", "application/n-triples"),
    JSONLD("jsonld", "application/ld+json"),
    RDFXML("rdf", "application/rdf+xml");

    private static final int ACCEPT_LENGTH_MAX = 1024;

    private final String shortName;
    private final String mediaType;

    Format(String shortName, String mediaType) {
        this.shortName = shortName;
        this.mediaType = mediaType;
    }

    /// The value of `?format=`.
    public String shortName() {
        return shortName;
    }

    public String mediaType() {
        return mediaType;
    }

    /// What the caller wants of what is offered: `?format=` first, then the Accept header (RFC 9110 §12.5.1), then the
    /// first offered.
    public static Format wanted(HttpServletRequest request, List<Format> choices) {
        String named = request.getParameter("format");
        if (named != null) {
            return choices.stream()
                    .filter(format -> format.shortName.equals(named))
                    .findFirst()
                    .orElseThrow(() -> unknown(named, choices));
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.isBlank()) {
            return choices.getFirst();
        }
        return accepted(accept, choices).orElseThrow(() -> unknown(accept, choices));
    }

    private static Optional<Format> accepted(String accept, List<Format> choices) {
        for (MediaType wanted : parsed(accept)) {
            for (Format format : choices) {
                if (wanted.includes(MediaType.parseMediaType(format.mediaType))) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }

    private static List<MediaType> parsed(String accept) {
        try {
            List<MediaType> types =
                    MediaType.parseMediaTypes(accept.substring(0, Math.min(accept.length(), ACCEPT_LENGTH_MAX)));
            types.removeIf(type -> type.getQualityValue() == 0);
            MimeTypeUtils.sortBySpecificity(types);
            // A stable sort: equal quality keeps the more specific first.
            types.sort((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()));
            return types;
        } catch (InvalidMediaTypeException e) {
            return List.of();
        }
    }

    private static RestException unknown(String wanted, List<Format> choices) {
        return new RestException(
                RestException.Code.FORMAT_UNKNOWN,
                "'" + wanted + "' is not offered here; offered are "
                        + choices.stream()
                                .map(format -> format.shortName + " (" + format.mediaType + ")")
                                .collect(Collectors.joining(", "))
                        + ".");
    }
}
