package io.boxoffice.services.site;

import java.util.List;

/**
 * What stands around every page: head, header, footer.
 *
 * @param languages   all that are served
 * @param siteUrl     scheme, host and port
 * @param siteName    what the site is called
 * @param files       what every page loads
 * @param title       of the page, without the site's name
 * @param description one sentence for search engines
 * @param path        of the page without its language, beginning with a slash; empty: the first page
 * @param cityName    where the person looks; null: not said
 * @param cityPath    the city's part of an address
 * @param query       what is looked for, or empty
 * @param indexed     whether search engines may keep the page
 * @param jsonLd      data for search engines, or null
 * @param picture     what stands for the page where it is shared
 */
public record Frame(
        Say say,
        List<Say> languages,
        String siteUrl,
        String siteName,
        Files files,
        String title,
        String description,
        String path,
        String cityName,
        String cityPath,
        String query,
        boolean indexed,
        String jsonLd,
        Shared picture) {
    /**
     * What stands for a page where it is shared.
     *
     * @param address of a picture, whole
     * @param width   in pixels
     * @param height  in pixels
     */
    public record Shared(String address, int width, int height) {}

    /** Addresses of what every page loads. */
    public record Files(String style, String script, String font) {}

    /** The page's one address for search engines. */
    public String canonical() {
        return siteUrl + address(say);
    }

    /** The same page in a language. */
    public String address(Say language) {
        return '/' + language.code() + path;
    }

    /** A page of this language. */
    public String to(String languageless) {
        return '/' + say.code() + languageless;
    }

    /** The page's title with the site's name. */
    public String fullTitle() {
        return title.equals(siteName) ? title : title + " · " + siteName;
    }

    /** Where the header's city leads: to all cities. */
    public String placeName() {
        return cityName == null ? say.text("nav.chooseCity") : cityName;
    }

    /** Where the header's name leads. */
    public String home() {
        return to(cityPath == null ? "" : "/" + cityPath);
    }

    /** The same with data for search engines. */
    Frame with(String data) {
        return changed(cityName, cityPath, query, indexed, data, picture);
    }

    /** The same in a city. */
    Frame in(Programme.City city) {
        return city == null ? this : changed(city.name(), Slugs.encode(city.slug()), query, indexed, jsonLd, picture);
    }

    /** The same with what is looked for. */
    Frame lookingFor(String text) {
        return changed(cityName, cityPath, text, indexed, jsonLd, picture);
    }

    /** The same, which search engines shall not keep. */
    Frame hidden() {
        return changed(cityName, cityPath, query, false, jsonLd, picture);
    }

    /** The same with another picture. */
    Frame shownAs(Shared other) {
        return changed(cityName, cityPath, query, indexed, jsonLd, other);
    }

    private Frame changed(String inCity, String inPath, String text, boolean keep, String data, Shared shownAs) {
        return new Frame(
                say,
                languages,
                siteUrl,
                siteName,
                files,
                title,
                description,
                path,
                inCity,
                inPath,
                text,
                keep,
                data,
                shownAs);
    }
}
