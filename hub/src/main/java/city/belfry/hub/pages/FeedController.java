package city.belfry.hub.pages;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.PublicationFeed;
import city.belfry.hub.city.CityFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The publications of this hub as an Atom feed (RFC 4287) in pages (RFC 5005 §3), for feed readers and other cities.
@Controller
final class FeedController {
    static final String PATH = "/catalogue/feed";
    static final String MEDIA_TYPE = "application/atom+xml";
    /// Entries of a page unless `limit=` says otherwise.
    private static final int LIMIT_DEFAULT = 50;
    /// The largest `limit=`.
    private static final int LIMIT_MAX = 500;

    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private final PublicationFeed feed;
    private final CatalogueIris iris;
    private final CityFile city;
    private final MessageSource messages;

    FeedController(PublicationFeed feed, CatalogueIris iris, CityFile city, MessageSource messages) {
        this.feed = feed;
        this.iris = iris;
        this.city = city;
        this.messages = messages;
    }

    /// A part of the feed, counted from 1.
    private record Page(int number, int limit, int total) {
        int last() {
            return Math.max(1, (total + limit - 1) / limit);
        }

        <T> List<T> of(List<T> all) {
            int from = (int) Math.min((long) (number - 1) * limit, total);
            return all.subList(from, Math.min(from + limit, total));
        }
    }

    @GetMapping(PATH)
    void feed(
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "" + LIMIT_DEFAULT) int limit,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        List<PublicationFeed.Entry> all = feed.entries();
        Page shown = new Page(Math.max(1, page), Math.clamp(limit, 1, LIMIT_MAX), all.size());
        Locale locale = PageLanguages.of(request);
        response.setContentType(MEDIA_TYPE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage());
        try (OutputStream out = response.getOutputStream()) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(ATOM);
            xml.writeAttribute("xml:lang", locale.getLanguage());
            head(xml, shown, all, locale);
            for (PublicationFeed.Entry entry : shown.of(all)) {
                entry(xml, entry, locale);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException("The feed cannot be written", e);
        }
    }

    private void head(XMLStreamWriter xml, Page page, List<PublicationFeed.Entry> all, Locale locale)
            throws XMLStreamException {
        text(xml, "id", iris.base() + PATH);
        text(
                xml,
                "title",
                message("catalogue.feed.title", locale, city.city().label().in(locale.getLanguage())));
        // RFC 4287 §4.2.15 asks for a time also when nothing was published yet.
        Instant updated = all.isEmpty() ? Instant.EPOCH : all.getFirst().issued();
        text(xml, "updated", updated.toString());
        xml.writeStartElement("author");
        text(
                xml,
                "name",
                city.catalogue().publisher().orElse(city.city().label()).in(locale.getLanguage()));
        xml.writeEndElement();
        link(xml, "self", address(page, page.number()), MEDIA_TYPE);
        link(xml, "alternate", iris.base() + "/catalogue", "text/html");
        link(xml, "first", address(page, 1), MEDIA_TYPE);
        link(xml, "last", address(page, page.last()), MEDIA_TYPE);
        if (page.number() > 1) {
            link(xml, "previous", address(page, Math.min(page.number() - 1, page.last())), MEDIA_TYPE);
        }
        if (page.number() < page.last()) {
            link(xml, "next", address(page, page.number() + 1), MEDIA_TYPE);
        }
    }

    private void entry(XMLStreamWriter xml, PublicationFeed.Entry entry, Locale locale) throws XMLStreamException {
        String title = HomeController.text(entry.titles(), locale).orElse(entry.dataset());
        xml.writeStartElement("entry");
        text(xml, "id", entry.version().getURI());
        text(xml, "title", message("catalogue.feed.entry", locale, title, Long.toString(entry.number())));
        text(xml, "updated", entry.issued().toString());
        text(xml, "published", entry.issued().toString());
        link(xml, "alternate", iris.page(entry.dataset()).getURI(), "text/html");
        link(xml, "related", iris.download(entry.dataset(), "ttl").getURI(), "text/turtle");
        text(xml, "summary", message("catalogue.feed.summary", locale, entry.triples()));
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(written(text));
        xml.writeEndElement();
    }

    /// What XML 1.0 §2.2 has no character for is left out.
    private static String written(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static void link(XMLStreamWriter xml, String relation, String address, String mediaType)
            throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", mediaType);
        xml.writeAttribute("href", address);
    }

    private String address(Page page, int number) {
        String parts =
                (number > 1 ? "&page=" + number : "") + (page.limit() != LIMIT_DEFAULT ? "&limit=" + page.limit() : "");
        return iris.base() + PATH + (parts.isEmpty() ? "" : "?" + parts.substring(1));
    }

    private String message(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }
}
