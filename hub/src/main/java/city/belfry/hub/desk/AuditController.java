package city.belfry.hub.desk;

import city.belfry.hub.access.AuditLog;
import city.belfry.hub.pages.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Who did what, for administrators.
@Controller
final class AuditController {
    private static final int ENTRIES_SHOWN = 100;

    private final AuditLog audit;
    private final Site site;

    AuditController(AuditLog audit, Site site) {
        this.audit = audit;
        this.site = site;
    }

    @GetMapping("/admin/audit")
    ModelAndView audit(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            HttpServletRequest request,
            HttpServletResponse response) {
        String wanted = q.strip().toLowerCase(Locale.ROOT);
        List<AuditLog.Entry> found = audit.entries().stream()
                .filter(entry -> (entry.who() + " " + entry.did() + " " + entry.about())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList();
        Paging paging = Paging.of(page, found.size(), ENTRIES_SHOWN);
        return site.page("audit", request, response)
                .addObject("q", q.strip())
                .addObject("entries", found.subList(paging.from(), paging.to()))
                .addObject("paging", paging)
                .addObject("broken", audit.firstBreak().orElse(""));
    }
}
