package city.belfry.hub.catalogue;

import java.util.Map;

/// What portals call a format, in capitals, as codes of the EU's list of file types.
final class FileTypes {
    static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("CSV", "CSV"),
            Map.entry("TSV", "TSV"),
            Map.entry("JSON", "JSON"),
            Map.entry("GEOJSON", "GEOJSON"),
            Map.entry("XML", "XML"),
            Map.entry("PDF", "PDF"),
            Map.entry("HTML", "HTML"),
            Map.entry("TEXT/HTML", "HTML"),
            Map.entry("WEB PAGE", "HTML"),
            Map.entry("XLS", "XLS"),
            Map.entry("XLSX", "XLSX"),
            Map.entry("ODS", "ODS"),
            Map.entry("ZIP", "ZIP"),
            Map.entry("KML", "KML"),
            Map.entry("KMZ", "KMZ"),
            Map.entry("GML", "GML"),
            Map.entry("SHP", "SHP"),
            Map.entry("SHAPEFILE", "SHP"),
            Map.entry("GPKG", "GPKG"),
            Map.entry("RDF", "RDF"),
            Map.entry("TURTLE", "RDF_TURTLE"),
            Map.entry("TTL", "RDF_TURTLE"),
            Map.entry("JSON-LD", "JSON_LD"),
            Map.entry("RDF/XML", "RDF_XML"),
            Map.entry("WMS", "WMS_SRVC"),
            Map.entry("WFS", "WFS_SRVC"),
            Map.entry("TEXT/CSV", "CSV"),
            Map.entry("APPLICATION/JSON", "JSON"),
            Map.entry("TXT", "TXT"),
            Map.entry("TEXT/PLAIN", "TXT"),
            Map.entry("GTFS", "GTFS"),
            Map.entry("APPLICATION/PDF", "PDF"),
            Map.entry("APPLICATION/XML", "XML"),
            Map.entry("PNG", "PNG"),
            Map.entry("JPEG", "JPEG"));

    private FileTypes() {}
}
