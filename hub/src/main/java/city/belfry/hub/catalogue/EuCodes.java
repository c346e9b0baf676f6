package city.belfry.hub.catalogue;

import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/// The code lists of the EU Publications Office that a record of DCAT-AP takes its codes from.
public final class EuCodes {
    public static final String AUTHORITY = "http://publications.europa.eu/resource/authority/";
    public static final String FREQUENCY = AUTHORITY + "frequency/";
    public static final String THEME = AUTHORITY + "data-theme/";
    public static final String FILE_TYPE = AUTHORITY + "file-type/";
    public static final String ACCESS_RIGHT = AUTHORITY + "access-right/";
    public static final String LICENCE = AUTHORITY + "licence/";
    public static final String LANGUAGE = AUTHORITY + "language/";
    /// Where the IANA's media types have their addresses.
    public static final String MEDIA_TYPE = "http://www.iana.org/assignments/media-types/";
    /// Commission Implementing Regulation (EU) 2023/138 on high-value datasets.
    public static final Node HVD_REGULATION = NodeFactory.createURI("http://data.europa.eu/eli/reg_impl/2023/138/oj");

    private static final Map<String, String> LANGUAGES = Map.ofEntries(
            Map.entry("fr", "FRA"),
            Map.entry("en", "ENG"),
            Map.entry("es", "SPA"),
            Map.entry("ca", "CAT"),
            Map.entry("de", "DEU"),
            Map.entry("nl", "NLD"),
            Map.entry("it", "ITA"),
            Map.entry("pt", "POR"),
            Map.entry("lv", "LAV"),
            Map.entry("lt", "LIT"),
            Map.entry("fi", "FIN"),
            Map.entry("sv", "SWE"),
            Map.entry("is", "ISL"));

    private EuCodes() {}

    static Node code(String list, String code) {
        return NodeFactory.createURI(list + code);
    }

    /// The code of a language tag; none for a language that no page of ours has.
    static java.util.Optional<Node> language(String tag) {
        return java.util.Optional.ofNullable(LANGUAGES.get(tag)).map(code -> code(LANGUAGE, code));
    }
}
