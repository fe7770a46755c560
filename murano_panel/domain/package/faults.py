"""Why a file is no package that can be imported: the one table of sentences, without Django."""

from dataclasses import dataclass, field

from murano_panel.domain.translation import gettext_noop

# code -> what is told. Codes are for scripts and tests.
SENTENCES = {
    # The file
    'empty': gettext_noop('The file is empty.'),
    'html': gettext_noop('This is a web page, not a zip archive: perhaps the page of a login, or of an error.'),
    'no-zip': gettext_noop('This is not a zip archive.'),
    'damaged': gettext_noop('The zip archive is damaged or cut off.'),
    'large': gettext_noop('The file is larger than %(megabytes)d MB.'),
    'files': gettext_noop('The archive holds more than %(files)d files.'),
    'unpacked': gettext_noop('Unpacked, the archive is larger than %(megabytes)d MB.'),
    'password': gettext_noop('The archive is protected by a password.'),
    # Its names
    'outside': gettext_noop('The name of this file leads out of the package.'),
    'link': gettext_noop('This is a link or a device, not a file.'),
    'name': gettext_noop('The name of this file is not UTF-8, or holds characters that no name may have.'),
    'twice': gettext_noop('Another file of the archive has the same name.'),
    # What should be in it
    'nested': gettext_noop('The archive holds other archives instead of a package: unpack it and import those.'),
    'folder': gettext_noop('The package lies in the folder "%(folder)s": the archive has to begin inside of it.'),
    'no-manifest': gettext_noop('There is no manifest.yaml: this is no package of Murano.'),
    'manifest-large': gettext_noop('manifest.yaml is larger than %(kilobytes)d kB.'),
    'manifest-text': gettext_noop('manifest.yaml is not UTF-8 text.'),
    'manifest-yaml': gettext_noop('manifest.yaml is not YAML that can be read (line %(line)d).'),
    'manifest-alias': gettext_noop('manifest.yaml uses aliases (line %(line)d), which are not read.'),
    'manifest-keys': gettext_noop('manifest.yaml has no keys.'),
    'format': gettext_noop('The format "%(value)s" is none that Murano knows: 1.0 to 1.4, or Heat.HOT/1.0.'),
    'type': gettext_noop('The type "%(value)s" is neither Application nor Library.'),
    'no-full-name': gettext_noop('manifest.yaml has no FullName.'),
    'full-name': gettext_noop('"%(value)s" is no full name: only letters, digits, _ and single dots within.'),
    'full-name-long': gettext_noop('The full name is longer than %(most)d characters.'),
    'version': gettext_noop('"%(value)s" is no version: three numbers with dots.'),
    'display-name': gettext_noop('The name is longer than %(most)d characters.'),
    'text': gettext_noop('"%(key)s" in manifest.yaml is not of the kind that Murano expects there.'),
    'no-classes': gettext_noop('manifest.yaml names no classes.'),
    'class-name': gettext_noop('"%(value)s" is no name of a class.'),
    'no-template': gettext_noop('There is no template.yaml, which a package of this format is about.'),
    'template': gettext_noop('template.yaml is no Heat template with resources.'),
    'logo': gettext_noop('The logo "%(value)s" is missing, larger than 500 kB, or neither PNG, JPEG nor GIF.'),
    # Beside the others, and beside what is here
    'same-file': gettext_noop('The same file is here twice; it is imported once.'),
    'same-name': gettext_noop('Another file here has the full name "%(value)s", too.'),
    'class-in-plan': gettext_noop('The class "%(value)s" is defined by "%(other)s", too.'),
    'class-taken': gettext_noop('The class "%(value)s" is defined by the package "%(other)s", which is here already.'),
    'public-taken': gettext_noop('A public package of another project has this full name already.'),
    # Doubts: it can be imported, but …
    'class-file': gettext_noop('The file "%(value)s" of a class is missing: what needs the class will fail.'),
    'ui-file': gettext_noop('The form "%(value)s" is missing: a form is made of the class instead.'),
    'form': gettext_noop('Its form cannot be used: see what is wrong with it.'),
    'check-errors': gettext_noop('murano-pkg-check finds errors.'),
    'check-stopped': gettext_noop('murano-pkg-check did not come to its end.'),
    'unchecked': gettext_noop('murano-pkg-check has not looked at it yet, with so many packages at once.'),
    'missing': gettext_noop('It needs "%(value)s", which is neither here nor among these: deploying it will fail.'),
    'needs-version': gettext_noop(
        'It needs version %(asked)s of "%(value)s", of which there is %(found)s: deploying it will fail.'
    ),
    'needs-refused': gettext_noop('It needs "%(value)s", which cannot be imported: deploying it will fail.'),
    'disabled': gettext_noop('It needs "%(value)s", which is here, but disabled.'),
    'shadows': gettext_noop('A public package of this name is here: this project would use its own one instead.'),
    'no-image': gettext_noop('Its form asks for an image of the type "%(value)s": none is marked so.'),
    'image-missing': gettext_noop('It is made for the image "%(value)s": there is none of this name.'),
    'classes-gone': gettext_noop('Classes that are gone from it: %(value)s. Environments that use them will fail.'),
    'uncompared': gettext_noop('The package that is here could not be read, so how it differs is not told. %(value)s'),
    'older': gettext_noop('The version here, %(value)s, is newer.'),
    # What is fetched
    'not-given': gettext_noop('Murano does not give out its archive.'),
    'off': gettext_noop('Importing from addresses is switched off here.'),
    'no-repository': gettext_noop('No repository is set up here.'),
    'address': gettext_noop('This is no address that can be fetched: http:// or https://, without a user name.'),
    'host': gettext_noop('Nothing may be fetched from this server: it is not among those that are allowed.'),
    'private': gettext_noop('This leads into a private network, from which nothing is fetched.'),
    'unknown-host': gettext_noop('There is no server of this name.'),
    'unreachable': gettext_noop('The server cannot be reached.'),
    'insecure': gettext_noop('The certificate of the server is not valid.'),
    'slow': gettext_noop('The server did not send the file within %(seconds)d seconds.'),
    'redirects': gettext_noop('The server leads on and on.'),
    'downgrade': gettext_noop('The server leads from https to http.'),
    'status': gettext_noop('The server answers with the code %(code)d.'),
    'broken': gettext_noop('The answer of the server cannot be read.'),
    'changed': gettext_noop('The file has changed since it was checked.'),
    'changed-here': gettext_noop('The package here was changed since this was planned: make the plan anew.'),
    'much': gettext_noop('At most %(megabytes)d MB can be sent at once.'),
    # Bundles and templates
    'bundle': gettext_noop('This is no bundle: JSON or YAML with a list of Packages, each with a Name.'),
    'many': gettext_noop('At most %(most)d packages can be imported at once.'),
    'bundle-name': gettext_noop('This is no name of a bundle: letters, digits, dots and dashes.'),
    'templates': gettext_noop('One Heat template at a time: each becomes a package of its own.'),
    'heat-file': gettext_noop('The template refers to "%(value)s", which was not given: deploying it will fail.'),
    'not-sent': gettext_noop('Its file was not sent again.'),
    'kind': gettext_noop('This is neither a package, a bundle nor a Heat template.'),
}


@dataclass(frozen=True)
class Fault:
    """``code`` is one of SENTENCES, ``values`` what stands in its gaps; ``file`` is a name in the archive, or ''."""

    code: str
    values: dict[str, object] = field(default_factory=dict)
    file: str = ''


class BadPackage(Exception):
    """What was read is no package; ``fault`` says why."""

    def __init__(self, code: str, /, *, file: str = '', **values: object) -> None:
        super().__init__(SENTENCES[code] % values)
        self.fault = Fault(code, values, file)
