package city.belfry.hub.pages;

/// The same request in the words of other programs, to be copied. What a reader typed is quoted for each of them.
///
/// @param url the address itself
/// @param curl for a shell
/// @param python its standard library is enough
/// @param r base R is enough
record Snippets(String url, String curl, String python, String r) {
    /// A request for a CSV file.
    ///
    /// @param url absolute and encoded: it has no quote, no backslash and no line break
    static Snippets ofCsv(String url, String fileName) {
        String quoted = url.replace("'", "%27");
        return new Snippets(
                quoted,
                "curl --fail --output " + fileName + " '" + quoted + "'",
                """
                import csv, io, urllib.request

                url = "%s"
                with urllib.request.urlopen(url) as answer:
                    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))
                print(len(rows), "rows")
                """.formatted(quoted).strip(),
                """
                rows <- read.csv("%s", fileEncoding = "UTF-8")
                print(nrow(rows))
                """.formatted(quoted).strip());
    }
}
