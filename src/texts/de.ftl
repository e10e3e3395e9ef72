### German. One section a family of pages; the ids of each begin with its name.

## Core
core-skip = Zum Inhalt
core-trail = Wo Sie sind
core-frameworks = Kompetenzrahmen
core-address = Adresse dieser Seite:
core-json = Diese Seite für Programme (JSON)
core-languages = Sprache

## Problems
problem-400 = Das ist nicht zu verstehen
problem-401 = Bitte melden Sie sich an
problem-403 = Das dürfen Sie nicht
problem-404 = Unter dieser Adresse ist nichts
problem-410 = Das gibt es hier nicht mehr
problem-409 = Jemand war schneller
problem-413 = Das ist zu groß
problem-422 = Das geht so nicht
problem-429 = Zu viele Anfragen
problem-503 = Im Moment ist zu viel zu tun
problem-500 = Bei uns ist etwas schiefgegangen
problem-other = Das geht nicht
problem-back = Gehen Sie zurück, berichtigen Sie, was hier genannt ist, und senden Sie es erneut.
problem-retry = Versuchen Sie es gleich noch einmal.
problem-findings = Was nicht stimmt
problem-where = Wo
problem-what = Was
problem-hint-401 = Ihre Sitzung ist abgelaufen, oder es gab keine. Es wurde nichts geändert.
problem-hint-403 = Wer die Rolle Admin hat, kann es tun oder Ihnen die Rolle geben, die es darf.
problem-hint-404 = Prüfen Sie die Adresse auf Tippfehler: Groß- und Kleinschreibung zählt.
problem-hint-500 = Entweder ist nichts geschehen oder alles. Der Betreiber ist benachrichtigt.

## Public
public-count = { $count ->
    [one] 1 Aussage
   *[other] { $count } Aussagen
}
public-size = { $levels ->
    [one] 1 Stufe
   *[other] { $levels } Stufen
}, { $statements ->
    [one] 1 Aussage
   *[other] { $statements } Aussagen
}
public-all-statements = { $count ->
    [one] Die eine Aussage
   *[other] Alle { $count } Aussagen
}
public-superseded = abgelöst
public-was-withdrawn = zurückgezogen
public-frameworks = Kompetenzrahmen
public-frameworks-lead = Ein Kompetenzrahmen sagt, was eine Person auf jeder Stufe eines Berufs tut. Zertifikate, die hier ausgestellt werden, verweisen auf diese Seiten.
public-frameworks-about = Die Kompetenzrahmen, auf die sich die hier ausgestellten Zertifikate beziehen
public-none = Hier ist noch keiner veröffentlicht.
public-no-more = Mehr gibt es nicht.
public-more = Mehr
public-more-frameworks = Weitere Kompetenzrahmen
public-competency-framework = Kompetenzrahmen
public-versions-of = Versionen von { $framework }
public-all-versions = Alle Versionen des Kompetenzrahmens { $framework }
public-versions-lead = Seine Versionen, die neueste zuerst. Eine Version ändert sich nie; was auf ihrer Grundlage ausgestellt wurde, behält seine Bedeutung.
public-framework = Kompetenzrahmen
public-framework-of = Der Kompetenzrahmen { $title }, { $version }
public-framework-about = Über diesen Kompetenzrahmen
public-levels = Die Stufen
public-levels-low-high = Die Stufen, von unten nach oben
public-each-level = Was eine Person auf jeder Stufe tut
public-soc = O*NET-SOC-Code
public-occupations = Berufe
public-sector = Branche (NAICS)
public-job-zone = Job Zone (O*NET)
public-job-zone-of = { $zone } von 5
public-job-zone-inferred = { $zone } von 5 (abgeleitet)
public-version = Version
public-identifier = Kennung (CASE)
public-exported = Exportiert
public-achievement = Leistung
public-issued-here = Was hier zu diesem Kompetenzrahmen ausgestellt wird
public-level = Stufe
public-level-place = Stufe { $place } von { $of }
public-level-of = Die Stufe { $level } des Kompetenzrahmens { $framework }
public-level-statements = Was eine Person auf dieser Stufe tut
public-level-about = Über diese Stufe
public-statements = Aussagen
public-statement-place = Aussage { $place } von { $of } auf der Stufe { $level }
public-statement-about = Über diese Aussage
public-where = Wo sie steht
public-neighbours = Was daneben steht
public-before-it = Davor
public-after-it = Danach
public-part-of = Teil von
public-belongs-to = Gehört zu
public-code = Code
public-parts-above = Teile dieser Liste, darüber
public-parts-below = Teile dieser Liste, darunter
public-part = Teil { $part } von { $parts }
public-part-before = Davor
public-part-after = Danach
public-achievement-of = Leistung bei { $issuer }
public-achievement-about = Über diese Leistung
public-held-at = Man hat sie auf einer dieser Stufen
public-earned = Wie man sie erwirbt
public-issuer = Aussteller
public-issuer-identifier = Kennung des Ausstellers
public-result = Ergebnis
public-one-of-the-levels = Eine der Stufen
public-framework-level = Stufe des Kompetenzrahmens
public-decided = Wie entschieden wird
public-the-criteria = Die Kriterien
public-criteria-of = Kriterien von
public-criteria-note = Das ist die Regel, die jetzt gilt. Ein Zertifikat, dessen Stufe nach einer anderen Regel oder vom Anbieter der Beurteilung entschieden wurde, nennt das selbst in seinen Kriterien, und für dieses Zertifikat gelten jene.
public-result-of = Ergebnis von
public-result-least = Ein Zertifikat nennt eine dieser Stufen. Die niedrigste, für die es ein Zertifikat gibt, ist { $level }.
public-withdrawn = Zurückgezogen
public-gone = { $name } ist nicht mehr veröffentlicht
public-gone-when = Die Version wurde am { $date } zurückgezogen. Auf ihrer Grundlage wurde nie ein Zertifikat ausgestellt.
public-other-versions = Die anderen Versionen
public-missing = Unter dieser Adresse ist nichts
public-missing-why = Prüfen Sie sie auf Tippfehler: Groß- und Kleinschreibung zählt. Was in ein Zertifikat hineinsigniert ist, bleibt unter seiner Adresse; ein Link aus einem Zertifikat, der hierher führt, wurde also unterwegs verändert.
public-all-frameworks = Alle Kompetenzrahmen, die hier veröffentlicht sind
public-newer = Eine neuere Version
public-newer-since = Am { $date } hat eine neuere Version diese hier abgelöst:
public-newer-means = Was auf Grundlage dieser Version ausgestellt wurde, bedeutet weiterhin, was hier steht.
public-credit = Von wem diese Texte stammen
public-credit-both = Diese Zeile und die Lizenz darunter stehen hier so, wie der Herausgeber des Kompetenzrahmens sie angegeben hat.
public-credit-line = Diese Zeile steht hier so, wie der Herausgeber des Kompetenzrahmens sie geschrieben hat. Wo sie keine Lizenz nennt, wird auch hier keine erteilt: Wer die Aussagen anderswo verwenden will, fragt den Herausgeber.
public-credit-licence = Der Kompetenzrahmen kam ohne Angabe, von wem sein Inhalt stammt; die Lizenz darunter ist die, die er nennt.
public-credit-none = Der Kompetenzrahmen kam ohne Angabe, von wem sein Inhalt stammt. Eine Lizenz wird hier nicht erteilt.
public-credit-onet = Dies enthält Informationen aus der O*NET { $release } Database des U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). Verwendet unter der
public-credit-onet-after = Lizenz. O*NET® ist eine Marke der USDOL/ETA.
public-crosswalk = Zuordnung
public-made-with = Erstellt mit
public-creator = Urheber
public-publisher = Herausgeber
public-licence = Lizenz
public-published-as = Veröffentlicht als
public-home-lead = Zertifikate, die sagen, was jemand kann und wie das festgestellt wurde.
public-home-verify = Ein Zertifikat prüfen
public-home-verify-why = Für Arbeitgeber: Ist es echt, gilt es noch, und was bedeutet die Stufe?
public-home-record = Meine Zertifikate
public-home-record-why = Für Lernende: mitnehmen, was Sie haben, es zeigen und das Zeigen wieder beenden.
public-home-frameworks = Kompetenzrahmen
public-home-frameworks-why = Die Stufen und Aussagen, an denen die Zertifikate von hier gemessen werden.
public-home-console = Konsole
public-home-console-why = Für alle, die hier beurteilen und ausstellen.

## Sign-in
sign-in-title = Anmelden
sign-in-lead = Für alle, die hier beurteilen und ausstellen.
sign-in-key = Admin-API-Schlüssel
sign-in-key-hint = Er beginnt mit pm_ und wurde einmal gezeigt, als er erstellt wurde.
sign-in-submit = Anmelden
sign-in-wrong = Dieser Schlüssel ist hier nicht bekannt, wurde widerrufen oder ist kein Admin-Schlüssel.
sign-in-out = Abmelden
sign-in-openid = Mit { $name } anmelden
sign-in-or = Oder mit einem Admin-API-Schlüssel:
sign-in-again = Zur Anmeldung
sign-in-waiting-title = Warten auf eine Rolle
sign-in-waiting = Sie sind hier jetzt bekannt. Ein Admin muss festlegen, was Sie dürfen; melden Sie sich danach erneut an.
sign-in-not-in = Sie sind nicht angemeldet
sign-in-not-this-browser = Diese Anmeldung wurde nicht in diesem Browser begonnen oder schon verwendet. Beginnen Sie von vorn.
sign-in-too-late = Die Anmeldung hat länger als zehn Minuten gedauert. Beginnen Sie von vorn.
sign-in-denied = Der Anbieter hat Sie nicht angemeldet ({ $code }).
sign-in-provider = Der Anbieter ist nicht erreichbar oder antwortet nicht, wie er sollte. Versuchen Sie es gleich noch einmal; der Betreiber ist benachrichtigt.
sign-in-not-proved = Was der Anbieter gesendet hat, belegt nicht, wer Sie sind. Niemand wurde angemeldet, und der Betreiber ist benachrichtigt.

## Console
console-nav = Konsole
console-signed-in = { $name }, { $role }
console-home = Übersicht
console-tab-overview = Übersicht
console-tab-assess = Beurteilen
console-tab-issue = Ausstellen
console-tab-credentials = Zertifikate
console-tab-learners = Lernende
console-tab-frameworks = Kompetenzrahmen
console-tab-jobs = Längere Vorgänge
console-tab-issuer = Aussteller
console-tab-keys = Schlüssel
console-tab-api-keys = API-Schlüssel
console-tab-people = Personen
console-tab-audit = Protokoll
console-role-admin = Admin
console-role-issuer = Aussteller
console-role-assessor = Assessor
console-role-auditor = Revisor
console-key-holder = Inhaber eines Admin-Schlüssels
console-tab-backups = Sicherungen
console-cancel = Abbrechen
console-change = Ändern
console-save = Speichern
console-see = Ansehen
console-do = Was Sie tun können
console-nothing = Noch nichts.
console-filter = Filtern
console-find = Suchen
console-next = Nächste Seite
console-newest = Zu den neuesten
console-earlier = Frühere
console-parts = Teile dieser Liste
console-state = Status
console-made = Erstellt
console-name = Name
console-form = Form
console-issued = Ausgestellt
console-recorded = Erfasst
console-credential = Zertifikat
console-credentials = Zertifikate
console-assessment = Beurteilung
console-assessments = Beurteilungen
console-valid = gültig
console-suspended = ausgesetzt
console-revoked = widerrufen
console-since = seit { $at }
console-email = E-Mail
console-key = Schlüssel
console-follows = Was daraus folgt
console-word = Geben Sie „{ $word }“ ein, um fortzufahren
console-word-wrong = Das ist nicht das Wort. Es ist nichts geschehen.
console-first = Es gibt noch keinen Kompetenzrahmen. Alles beginnt mit einem.
console-waiting = Was ansteht
console-waiting-none = Für Sie steht nichts an.
console-wait-unissued =
    { $count ->
        [one] Zu einer der letzten Beurteilungen gibt es noch kein Zertifikat
       *[other] Zu { $count } der letzten Beurteilungen gibt es noch kein Zertifikat
    }
console-wait-sheets =
    { $count ->
        [one] Ein Bewertungsbogen ist nicht fertig
       *[other] { $count } Bewertungsbögen sind nicht fertig
    }
console-wait-jobs =
    { $count ->
        [one] Ein längerer Vorgang läuft
       *[other] { $count } längere Vorgänge laufen
    }
console-wait-many-sheets = Mehr als { $count } Bewertungsbögen sind nicht fertig
console-warn-no-mail = Es werden keine E-Mails versandt: Abhollinks müssen gezeigt oder übergeben werden.
console-picture = Badge-Bild
console-picture-alt = Bild der Stufe { $level }
console-picture-hint = PNG oder SVG; ohne eigenes Bild wird die Stufe gezeichnet.
console-picture-choose = Ein eigenes Bild
console-picture-set = Verwenden
console-picture-remove = Wieder zeichnen lassen
console-picture-done = Das Bild ist, wie Sie es wollten.
console-wait-people =
    { $count ->
        [one] Eine Person wartet auf eine Rolle
       *[other] { $count } Personen warten auf eine Rolle
    }
console-lately = Zuletzt ausgestellt
console-warn-locked = Zurzeit kann nichts ausgestellt werden: { $why }
console-warn-no-url = Es gibt keine öffentliche URL. Zertifikate nennen daher keine Adresse, unter der sie nachgeschlagen werden können, und keines kann widerrufen werden.
console-warn-backup = Es gibt keine Sicherung aus den letzten { $days } Tagen.
console-frameworks = Kompetenzrahmen
console-framework = Kompetenzrahmen
console-frameworks-none = Es gibt noch keinen Kompetenzrahmen.
console-version = Version
console-levels = Stufen
console-level = Stufe
console-statements = Aussagen
console-standing = Geltung
console-current = aktuell
console-superseded = abgelöst
console-withdrawn = zurückgezogen
console-import = Kompetenzrahmen importieren
console-import-lead = Sie sehen zuerst, was gespeichert würde; gespeichert wird erst, wenn Sie es bestätigen.
console-import-file = Eine Datei: ein Export von LER.me oder ein CASE-Paket
console-import-url = Oder eine Adresse, unter der einer steht
console-import-url-hint = Sie beginnt mit https://.
console-look = Ansehen
console-preview = Was gespeichert würde
console-preview-same = Diese Version ist mit demselben Inhalt schon gespeichert. Es gibt nichts zu speichern.
console-preview-other = Unter dieser Version ist schon anderer Inhalt gespeichert
console-credit = Von wem der Inhalt stammt
console-licence = Lizenz
console-found-at = Gefunden unter
console-digest = Prüfsumme des Inhalts
console-levels-low-high = Stufen, von unten nach oben
console-notes = Was beim Lesen entschieden wurde
console-changes-since = Was sich seit { $version } geändert hat
console-store = Speichern
console-imported = Der Kompetenzrahmen ist gespeichert.
console-policy = Wann eine Stufe erreicht ist
console-policy-standing = Nach der Regel, die hier gilt
console-policy-own = Nach einer eigenen Regel:
console-policy-share = Anteil der Aussagen einer Stufe, die erfüllt sein müssen, in Prozent
console-policy-lower = Auch jede niedrigere Stufe muss erreicht sein
console-policy-two = Zwei beurteilende Personen bewerten, die zweite ohne die erste Bewertung zu sehen
console-policy-two-are = Zwei beurteilende Personen bewerten, die zweite ohne die erste Bewertung zu sehen.
console-policy-required = Aussagen, die in jedem Fall erfüllt sein müssen
console-policy-required-hint = Etwa proficient/1, durch Kommas getrennt.
console-policy-share-is = { $share } der Aussagen einer Stufe müssen erfüllt sein.
console-policy-lower-too = Auch jede niedrigere Stufe muss erreicht sein.
console-policy-lower-not = Niedrigere Stufen müssen nicht erreicht sein.
console-policy-required-are = In jedem Fall müssen erfüllt sein: { $statements }.
console-policy-change = Ändern
console-policy-later = Sie entscheidet über Beurteilungen, die von jetzt an erfasst werden.
console-policy-set = Die Regel ist gesetzt.
console-standing-set = Es ist, wie Sie es wollten.
console-public-page = Öffentliche Seite
console-levels-statements = Stufen und Aussagen
console-statement-filter = Aussagen mit
console-shown = { $shown } von { $all } Aussagen
console-other-versions = Andere Versionen
console-what-changed = was sich geändert hat
console-compare = Was sich geändert hat
console-back-to-version = Zurück zu { $version }
console-no-changes = Es hat sich nichts geändert.
console-added =
    { $count ->
        [one] Eine Aussage ist neu
       *[other] { $count } Aussagen sind neu
    }
console-removed =
    { $count ->
        [one] Eine Aussage ist weggefallen
       *[other] { $count } Aussagen sind weggefallen
    }
console-reworded =
    { $count ->
        [one] Eine Aussage hat einen anderen Wortlaut
       *[other] { $count } Aussagen haben einen anderen Wortlaut
    }
console-moved =
    { $count ->
        [one] Eine Aussage steht an anderer Stelle
       *[other] { $count } Aussagen stehen an anderer Stelle
    }
console-changed-levels = Stufen
console-new-level = Neu:
console-gone-level = Weggefallen:
console-reordered = Die Stufen stehen in anderer Reihenfolge.
console-other-changes = Was sonst anders lautet
console-becomes = Was aus dieser Version wird
console-successor = Die Version, die sie ablöst
console-reason = Warum, für alle lesbar
console-supersede = Ablösen
console-supersede-title = Diese Version ablösen
console-supersede-by = { $successor } löst sie ab: Wer diese Version ansieht, wird dorthin geführt.
console-supersede-stays = Diese Version bleibt unter ihrer Adresse. Was auf ihrer Grundlage ausgestellt wurde, bedeutet weiterhin, was es sagt.
console-withdraw = Zurückziehen
console-withdraw-title = Diese Version zurückziehen
console-withdraw-gone = Sie ist nicht mehr veröffentlicht, und nichts wird mehr nach ihr beurteilt.
console-withdraw-only = Das geht nur, solange auf ihrer Grundlage nichts ausgestellt wurde.
console-withdraw-ever = Das lässt sich nicht rückgängig machen.
console-learners = Lernende
console-learner = Lernende Person
console-learners-lead = Was über Lernende gespeichert ist, ist versiegelt. Gefunden werden sie über das, worunter sie bekannt sind.
console-who-is = E-Mail-Adresse oder DID
console-who-hint = Die Angabe dient nur der Suche und wird nicht gespeichert.
console-found =
    { $count ->
        [0] Darunter ist niemand bekannt
        [one] Eine lernende Person
       *[other] { $count } Lernende
    }
console-on-record-since = Gespeichert seit { $at }.
console-was-erased = Die Daten dieser Person wurden am { $at } gelöscht.
console-issue-record = Gesamtzertifikat über alles ausstellen (CLR)
console-record-issued = Das Gesamtzertifikat ist ausgestellt. Es ist das letzte der Zertifikate unten.
console-export = Alles herausgeben (JSON)
console-erase = Löschen
console-erased = Die Daten der Person sind gelöscht.
console-erase-title = Alles über diese Person löschen
console-erase-goes = Was { $assessments } Beurteilungen und { $credentials } Zertifikate hier sagen, wird gelöscht, und damit alles, worüber die Person gefunden wird.
console-erase-stays = Was bleibt, sagt über niemanden etwas: dass es eine lernende Person gab, Daten, Prüfsummen, Plätze in Statuslisten.
console-erase-held = Zertifikate, die die Person hat, bleiben gültig und können weiterhin widerrufen werden.
console-erase-backups = Sicherungen von vorher enthalten die Daten noch. Vernichten Sie sie, oder löschen Sie erneut, wenn Sie eine zurückgespielt haben.
console-erase-ever = Das kann niemand rückgängig machen.
console-keys = Schlüssel
console-algorithm = Signiert mit
console-one-key = Dieser Aussteller ist sein einziger Schlüssel (did:key), der weder ersetzt noch zurückgenommen werden kann. Ein Aussteller unter einer öffentlichen URL (did:web) kann seine Schlüssel wechseln.
console-key-active = signiert
console-key-verify-only = nur noch zum Prüfen
console-key-retired = stillgelegt
console-key-compromised = kompromittiert
console-key-did-rotate = Von jetzt an signiert ein neuer Schlüssel.
console-key-did-add = Es gibt jetzt einen Schlüssel für Tokens.
console-key-did-retire = Die private Hälfte des Schlüssels ist vernichtet.
console-key-did-compromise = Der Schlüssel ist als kompromittiert markiert.
console-key-did-reissue = Der Schlüssel ist als kompromittiert markiert, und was er seither signiert hat, ist neu ausgestellt.
console-key-not-all-reissued = Der Schlüssel ist als kompromittiert markiert. Nicht alles, was er seither signiert hat, konnte neu ausgestellt werden: siehe unten.
console-key-backup = Der neue Schlüssel liegt in einer eigenen Datei. Machen Sie danach eine Sicherung: Ohne sie geht es nach einem Verlust mit diesem Schlüssel nicht weiter.
console-change-keys = Schlüssel ändern
console-rotate = Wechseln
console-rotate-title = Neuen Schlüssel erstellen
console-rotate-new = Von jetzt an signiert ein neuer Schlüssel; er wird sofort veröffentlicht.
console-rotate-old = Der bisherige bleibt veröffentlicht, damit sich alles, was er signiert hat, weiterhin prüfen lässt.
console-add = Schlüssel für Tokens hinzufügen (ES256)
console-add-title = Schlüssel für Tokens hinzufügen
console-add-tokens = Er signiert nur Tokens (VC-JWT), für Leseprogramme, die Ed25519 nicht kennen. Alles andere wird signiert wie bisher.
console-retire = Stilllegen
console-retire-title = Diesen Schlüssel stilllegen
console-retire-gone = Seine private Hälfte wird vernichtet: Mit ihm kann nie wieder etwas signiert werden.
console-retire-verifies = Was er signiert hat, lässt sich weiterhin prüfen.
console-compromised = Jemand anderes hat ihn
console-since-when = Seit wann, frühestens (UTC)
console-reissue = Was er seither signiert hat, neu ausstellen und das Alte widerrufen
console-compromise = Als kompromittiert markieren
console-compromise-title = Diesen Schlüssel als kompromittiert markieren
console-compromise-since = Was er ab { $since } signiert hat, gilt nichts mehr, überall und von jetzt an.
console-compromise-ever = Der Zeitpunkt kann später noch vorverlegt werden, nie nach hinten.
console-compromise-new = Wenn er jetzt signiert, tritt sofort ein neuer Schlüssel an seine Stelle.
console-compromise-reissue = Was er seither signiert hat, wird mit dem neuen Schlüssel neu ausgestellt, und das Alte wird widerrufen.
console-affected = Was dieser Schlüssel seither signiert hat
console-proof = Signatur
console-signed = Signiert
console-api-keys = API-Schlüssel
console-api-keys-lead = Programme weisen sich mit einem Schlüssel aus. Er handelt für diesen Aussteller und darf, wofür er erstellt wurde.
console-api-key-made = Der neue Schlüssel
console-api-key-once = Er wird nur dieses eine Mal gezeigt. Bewahren Sie ihn dort auf, wo ihn sonst niemand liest.
console-api-key-revoked = Der Schlüssel gilt nicht mehr.
console-new-api-key = Ein neuer Schlüssel; er darf
console-make = Erstellen
console-scopes = Darf
console-scope-read = Kompetenzrahmen, Beurteilungen und Zertifikate ansehen
console-scope-import = Kompetenzrahmen importieren
console-scope-assess = Beurteilungen erfassen
console-scope-issue = Zertifikate ausstellen
console-scope-status = Zertifikate widerrufen, aussetzen und wieder in Kraft setzen
console-scope-admin = alles tun und hier zum Anmelden dienen
console-revoke = Widerrufen
console-revoke-api-key = Diesen API-Schlüssel widerrufen
console-revoke-api-key-stops = Programme, die ihn verwenden, werden sofort abgewiesen, und wer sich damit angemeldet hat, wird abgemeldet.
console-revoke-api-key-ever = Das lässt sich nicht rückgängig machen; ein anderer Schlüssel kann erstellt werden.
console-issuer = Aussteller
console-issuer-lead = Was von jetzt an ausgestellt wird, sagt dies. Was schon ausgestellt ist, bleibt, wie es ist.
console-issuer-changed = Das Profil ist geändert.
console-issuer-is = Seine Identität, die bleibt:
console-issuer-name = Name
console-issuer-url = Website
console-issuer-email = E-Mail-Adresse
console-issuer-status = Was später mit dem geschehen kann, was von jetzt an ausgestellt wird
console-status-revocation = Widerrufen
console-status-suspension = Aussetzen und wieder in Kraft setzen
console-status-both = Beides; das Schema von Open Badges hat dafür keinen Platz
console-status-none = Nichts
console-people = Personen
console-people-lead = Wer sich mit { $provider } angemeldet hat und was jede Person darf.
console-people-no-provider = Personen melden sich über einen OpenID-Connect-Anbieter an. Hier ist keiner eingerichtet; wer mit einem Admin-API-Schlüssel kommt, darf alles.
console-people-none = Auf diesem Weg hat sich noch niemand angemeldet.
console-person = Person
console-first-came = Zuerst angemeldet
console-role = Rolle
console-roles = Rollen
console-role-of = Rolle von { $name }
console-role-none = keine Rolle
console-role-changed = Die Rolle ist geändert. Sie gilt ab dem nächsten Schritt der Person.
console-role-admin-may = darf alles.
console-role-issuer-may = importiert Kompetenzrahmen, beurteilt, stellt aus und widerruft.
console-role-assessor-may = beurteilt und sieht alles andere außer dem Protokoll.
console-role-auditor-may = sieht alles, auch das Protokoll, und ändert nichts.
console-waits = wartet
console-take-role = Dieser Person nehmen, was sie darf
console-take-role-out = Sie darf hier nichts mehr.
console-take-role-other = Von jetzt an ist ihre Rolle: { $role }.
console-take-role-now = Das gilt sofort, auch wo die Person angemeldet ist.
console-audit = Protokoll
console-audit-lead = Jede Änderung wird hier eingetragen und kann nicht wieder entfernt werden: Jeder Eintrag ist ein Blatt eines signierten Baums.
console-audit-filter = Einträge mit
console-audit-none = Unter den durchgesehenen Einträgen gibt es keine solchen.
console-audit-entry = Eintrag { $number }
console-audit-about = alles dazu
console-audit-check = Das ganze Protokoll prüfen
console-audit-sound = Das Protokoll ist unversehrt: Einträge im Baum: { $sealed }, noch wartend: { $open }.
console-audit-broken = Das Protokoll ist nicht unversehrt: Einträge im Baum: { $sealed }, noch wartend: { $open }.
console-when = Wann
console-what = Was
console-to-what = Woran
console-who = Wer
console-digests = Prüfsummen dessen, was daraus entstand
console-evidence = Nachweis
console-evidence-lead = Dass dieser Eintrag im Protokoll steht. Wer die öffentliche Hälfte des Protokollschlüssels hat, kann das prüfen, ohne jemanden zu fragen.
console-checkpoint = Letzter Prüfpunkt
console-checkpoint-lead = Wie lang das Protokoll ist und was seine Wurzel ist, signiert. Wer eine Kopie behält, bemerkt, wenn das Protokoll je umgeschrieben wird.
console-checkpoint-none = Es wurde noch nichts versiegelt.
console-act-issuer-create = Ein Aussteller wurde angelegt
console-act-issuer-change = Das Profil des Ausstellers wurde geändert
console-act-key-rotate = Ein neuer Schlüssel hat übernommen
console-act-key-add = Ein Schlüssel wurde hinzugefügt
console-act-key-retire = Ein Schlüssel wurde stillgelegt
console-act-key-compromise = Ein Schlüssel wurde als kompromittiert markiert
console-act-api-key-create = Ein API-Schlüssel wurde erstellt
console-act-api-key-revoke = Ein API-Schlüssel wurde widerrufen
console-act-sign-in = Jemand hat sich angemeldet
console-act-person-create = Jemand kam zum ersten Mal
console-act-person-change = Die Rolle einer Person wurde geändert
console-act-assessment-record = Eine Beurteilung wurde erfasst
console-act-credential-issue = Ein Zertifikat wurde ausgestellt
console-act-credential-revoke = Ein Zertifikat wurde widerrufen
console-act-credential-suspend = Ein Zertifikat wurde ausgesetzt
console-act-credential-reinstate = Ein Zertifikat wurde wieder in Kraft gesetzt
console-act-credential-supersede = Ein Zertifikat hat ein anderes abgelöst
console-act-status-list-create = Eine Statusliste wurde begonnen
console-act-learner-export = Was über eine lernende Person gespeichert ist, wurde herausgegeben
console-act-learner-erase = Die Daten einer lernenden Person wurden gelöscht
console-act-framework-import = Ein Kompetenzrahmen wurde importiert
console-act-framework-policy = Die Stufenregel eines Kompetenzrahmens wurde gesetzt
console-act-framework-supersede = Eine Version eines Kompetenzrahmens wurde abgelöst
console-act-framework-withdraw = Eine Version eines Kompetenzrahmens wurde zurückgezogen
console-act-sheet-begin = Ein Bewertungsbogen wurde begonnen
console-act-sheet-take = Eine zweite beurteilende Person hat mit dem Bewerten begonnen
console-act-sheet-sign-off = Ein Bewertungsbogen wurde abgezeichnet
console-act-sheet-settle = Zwei Beurteilende haben ihre Abweichungen geklärt
console-act-sheet-hand-over = Ein Bewertungsbogen wurde übergeben
console-act-sheet-delete = Ein Bewertungsbogen wurde gelöscht
console-act-share-make = Eine lernende Person hat einen Link erstellt, der Zertifikate zeigt
console-act-share-take-back = Eine lernende Person hat einen solchen Link zurückgenommen
console-act-claim-create = Ein Abhollink wurde erstellt
console-act-claim-send = Ein Abhollink wurde versandt
console-act-claim-redeem = Ein Abhollink wurde verwendet
console-act-claim-withdraw = Ein Abhollink wurde zurückgenommen
console-act-entry-link-create = Eine lernende Person hat einen Link zu ihren Zertifikaten angefordert
console-act-entry-link-redeem = Eine lernende Person hat ihre Zertifikate geöffnet
console-act-picture-set = Das eigene Bild einer Stufe wurde gesetzt
console-act-picture-remove = Das eigene Bild einer Stufe wurde entfernt
console-act-job-begin = Ein längerer Vorgang wurde begonnen
console-act-job-cancel = Ein längerer Vorgang wurde vorzeitig beendet
console-act-backup = Eine Sicherung wurde gemacht
console-act-restore = Der Datenbestand wurde aus einer Sicherung wiederhergestellt
console-backups = Sicherungen
console-backups-lead = Alles Gespeicherte und die Schlüsseldateien in einer Datei, verschlüsselt mit der Passphrase der Schlüssel. Kopieren Sie sie auf einen anderen Rechner.
console-backups-none = Im Ordner für Sicherungen ist keine.
console-backup-made = Die Sicherung ist gemacht.
console-make-backup = Sicherung machen
console-file = Datei
console-begun = Begonnen
console-size = Größe
console-kilobytes = { $count } kB

## Assess
assess-title = Beurteilen
assess-lead = Jeder Bewertungsbogen gilt einer lernenden Person und einem Kompetenzrahmen. Abgezeichnet wird er zur Beurteilung, aus der ein Zertifikat ausgestellt werden kann.
assess-begin = Bewertungsbogen beginnen
assess-which = Welche Bögen gezeigt werden
assess-unfinished = In Arbeit
assess-all = Alle
assess-no-sheets = Hier ist kein Bewertungsbogen.
assess-sheets = Bewertungsbögen
assess-learner = Lernende Person
assess-framework = Kompetenzrahmen
assess-state = Status
assess-assessors = Beurteilende
assess-assessor = Assessor
assess-changed = Zuletzt geändert
assess-your-turn = Sie sind dran
assess-older = Ältere →
assess-state-open = Wird bewertet
assess-state-waiting = Wartet auf die zweite beurteilende Person
assess-state-second = Zweite beurteilende Person bewertet
assess-state-settling = Zu klären
assess-state-recorded = Erfasst
assess-new-title = Ein neuer Bewertungsbogen
assess-new-lead = Wer wird beurteilt, und nach welchem Kompetenzrahmen? Sie können jederzeit aufhören: Was Sie eingeben, wird als Entwurf gespeichert.
assess-no-framework = Es gibt noch keinen Kompetenzrahmen.
assess-to-frameworks = Einen importieren
assess-learner-name = Name
assess-learner-name-hint = So, wie er auf dem Zertifikat stehen soll.
assess-learner-email = E-Mail-Adresse
assess-learner-email-hint = Die lernende Person erhält einen Link zum Zertifikat. In das Zertifikat kommt die Adresse nur in unkenntlich gemachter Form.
assess-learner-did = DID der Wallet der lernenden Person
assess-learner-did-hint = Nur, wenn die Person Ihnen eine gegeben hat; sie beginnt mit did: und kommt aus ihrer Wallet. Lassen Sie das Feld im Zweifel leer. Eine Adresse oder eine DID ist nötig.
assess-rater = Ihr Name
assess-rater-hint = Er steht in der Beurteilung und im Zertifikat als Name der beurteilenden Person.
assess-rater-if-me = Ihr Name, falls der Bogen an Sie geht
assess-met = Erfüllt
assess-not-met = Nicht erfüllt
assess-not-rated = Nicht bewertet
assess-rate-title = Bewertung: { $learner }
assess-blind = Sie bewerten als zweite beurteilende Person. Was die erste gesagt hat, sehen Sie erst, wenn Sie abgezeichnet haben.
assess-stale = Dieser Bogen wurde in einem anderen Fenster oder von jemand anderem geändert, während Sie daran gearbeitet haben. Von Ihnen ist noch nichts gespeichert: Unten steht, was Sie eingegeben haben, und daneben, was gespeichert ist, wo es davon abweicht. Speichern Sie erneut, um Ihre Eingaben zu behalten.
assess-not-signed = Der Bogen kann so nicht abgezeichnet werden:
assess-parts = Teile des Kompetenzrahmens
assess-part = Teil { $number }
assess-parts-hint = Speichern Sie, bevor Sie zu einem anderen Teil gehen.
assess-keys = Mit der Tastatur: Wenn eine Bewertung den Fokus hat, heißt 1 erfüllt, 2 nicht erfüllt, 3 nicht bewertet, und die nächste Aussage folgt.
assess-on-record = Gespeichert:
assess-evidence = { $count ->
    [0] Nachweise: keine
    [one] Nachweise: einer
   *[other] Nachweise: { $count }
 }
assess-evidence-url = Adresse des Nachweises (https://…)
assess-evidence-name = Wie er heißt
assess-evidence-narrative = Was er zeigt
assess-evidence-more = Speichern Sie, dann ist Platz für einen weiteren Nachweis.
assess-remark = Bemerkung
assess-remark-hint = Für alle, die an diesem Bogen arbeiten. Sie kommt in kein Zertifikat.
assess-standing = Die Stufe nach jetzigem Stand
assess-not-saved = Die letzte Änderung konnte nicht gespeichert werden. Wählen Sie „Speichern“, um zu sehen, warum.
assess-save = Speichern
assess-save-next = Speichern und zum nächsten Teil
assess-to-sign-off = Speichern und weiter zum Abzeichnen
assess-more = Diesen Bogen übergeben oder löschen
assess-reached = Die erreichte Stufe ist { $level }.
assess-none-reached = Noch ist keine Stufe erreicht.
assess-rated = { $count } von { $total } Aussagen sind bewertet.
assess-level-reached = erreicht
assess-level-not-reached = nicht erreicht
assess-counted = { $met } von { $total } erfüllt, { $needed } nötig
assess-why-required = Muss erfüllt sein und ist es nicht: { $statement }
assess-why-lower = { $level } ist nicht erreicht.
assess-next = { $count ->
    [0] Für { $level } müssen keine weiteren Aussagen erfüllt sein, aber die Stufe darunter muss erreicht sein.
    [one] Für { $level } muss noch eine Aussage erfüllt sein.
   *[other] Für { $level } müssen noch { $count } Aussagen erfüllt sein.
 }
assess-next-required = Darunter:
assess-next-missing = { $count ->
    [one] Eine ist nicht erfüllt
   *[other] { $count } sind nicht erfüllt
 }
assess-sign-title = Abzeichnen
assess-sign-one = Mit dem Abzeichnen wird die Beurteilung unter Ihrem Namen erfasst. Danach kann sie nicht mehr geändert werden.
assess-sign-two = Mit dem Abzeichnen endet Ihr Teil; er kann danach nicht mehr geändert werden. Eine zweite Person bewertet, ohne ihn zu sehen, und Sie klären gemeinsam, wo Sie voneinander abweichen.
assess-sign = Als { $name } abzeichnen
assess-back-to-rating = Zurück zu den Bewertungen
assess-what-is-recorded = Was Sie abzeichnen
assess-what-was-recorded = Was erfasst wurde
assess-settle-title = Die Abweichungen klären
assess-settle-lead = { $first } und { $second } haben beide abgezeichnet. Wählen Sie, wessen Bewertung gilt, wo sie voneinander abweichen; die Nachweise dazu gehen mit.
assess-agreement-title = Übereinstimmung der beiden Beurteilenden
assess-agreement = { $pairs ->
    [one] Die eine Aussage, die beide bewertet haben, ist { $alike ->
        [0] unterschiedlich
       *[other] gleich
    } bewertet.
   *[other] Gleich bewertet: { $alike } von { $pairs } Aussagen, die beide bewertet haben ({ $percent } %).
 }
assess-agreement-none = Es gibt keine Aussage, die beide bewertet haben.
assess-kappa = Cohens κ ist { $value }: { $meaning }
assess-kappa-almost-perfect = fast vollkommene Übereinstimmung.
assess-kappa-substantial = beachtliche Übereinstimmung.
assess-kappa-moderate = mittlere Übereinstimmung.
assess-kappa-fair = mäßige Übereinstimmung; sehen Sie nach, was die beiden unter den Aussagen verstehen.
assess-kappa-slight = geringe Übereinstimmung, kaum mehr als Zufall; sehen Sie nach, was die beiden unter den Aussagen verstehen.
assess-kappa-poor = weniger Übereinstimmung, als der Zufall ergäbe; sehen Sie nach, was die beiden unter den Aussagen verstehen.
assess-kappa-no-pairs = Cohens κ lässt sich nicht berechnen: Es gibt nichts, was beide bewertet haben.
assess-kappa-no-variance = Cohens κ lässt sich nicht berechnen: Beide haben alles gleich bewertet, sodass sich Übereinstimmung nicht von Zufall unterscheiden lässt.
assess-kappa-hint = κ ist die Übereinstimmung über den Zufall hinaus: 1 ist volle Übereinstimmung, 0 ist Zufall (Cohen 1960; die Einteilung nach Landis und Koch 1977).
assess-differences = { $count ->
    [0] Es gibt keine Abweichungen
    [one] Eine Abweichung
   *[other] { $count } Abweichungen
 }
assess-agreed = { $count ->
    [one] Eine Aussage wurde gleich bewertet
   *[other] { $count } Aussagen wurden gleich bewertet
 }
assess-holds = gilt
assess-settled-so-far = Die Stufe nach dem, was bisher geklärt ist
assess-record = Beurteilung erfassen
assess-two-settle = Das klären die beiden Beurteilenden.
assess-stand-title = Bewertungsbogen: { $learner }
assess-recorded-lead = Die Beurteilung ist erfasst.
assess-issue = Zertifikat ausstellen
assess-signed = abgezeichnet am { $date }
assess-rule = Regel
assess-withheld = Bis zum Abzeichnen sieht die Bewertungen nur, wer bewertet.
assess-withheld-two = Niemand sonst sieht die Bewertungen, bis beide Beurteilenden abgezeichnet haben; so bewertet die zweite Person, ohne sie zu kennen.
assess-take-title = Als zweite beurteilende Person bewerten
assess-take-lead = Die erste beurteilende Person hat abgezeichnet. Sie bewerten dieselben Aussagen, ohne zu sehen, was sie gesagt hat.
assess-take = Mit dem Bewerten beginnen
assess-hand-over-title = Diesen Bogen übergeben
assess-hand-over-hint = Jemand anderes macht dort weiter, wo die beurteilende Person aufgehört hat, mit dem, was bisher eingegeben ist.
assess-hand-over-to = An wen
assess-hand-over = Übergeben
assess-myself = An mich
assess-delete-title = Diesen Bogen löschen
assess-delete-hint = Was eingegeben wurde, ist dann weg. Erfasst wurde noch nichts.
assess-delete = Löschen
assess-import = Aus einer Tabelle
assess-import-title = Die Beurteilungen einer Gruppe
assess-import-lead = Aus einer Tabelle (CSV) mit vielen Lernenden wird für jede Person eine Beurteilung. Sie sehen, was erfasst würde, bevor etwas erfasst wird.
assess-import-done = { $count ->
    [one] Eine Beurteilung ist erfasst
   *[other] { $count } Beurteilungen sind erfasst
 }
assess-import-wrong = { $count ->
    [one] In der Tabelle ist ein Fehler
   *[other] In der Tabelle sind { $count } Fehler
 }
assess-import-nothing = Es wurde nichts erfasst. Berichtigen Sie die Tabelle, und wählen Sie sie erneut.
assess-import-row = Zeile
assess-import-column = Spalte
assess-import-what = Was nicht stimmt
assess-import-preview = { $count ->
    [one] Eine Beurteilung würde erfasst
   *[other] { $count } Beurteilungen würden erfasst
 }
assess-import-record = { $count ->
    [one] Eine Beurteilung erfassen
   *[other] { $count } Beurteilungen erfassen
 }
assess-import-choose = Tabelle wählen
assess-import-table = Tabelle
assess-import-hint = Eine CSV-Datei in UTF-8 mit den Namen der Spalten in der ersten Zeile und höchstens { $most } Lernenden.
assess-import-look = Ansehen
assess-import-columns = Die Spalten, in beliebiger Reihenfolge:
assess-import-form = Entweder gibt es je lernender Person und Aussage eine Zeile mit „statement“ (etwa proficient/1) und „met“ (yes oder no) oder je lernender Person eine Zeile mit „level“. „name“ ist nötig, dazu „email“ oder „did“.
assess-import-learners = Lernende
assess-import-known-by = Bekannt unter
assess-import-level = Stufe
assess-import-statements = Aussagen
assess-import-none = keine
assess-import-met = { $met } erfüllt, { $rated } bewertet
assess-import-stated = die Stufe ist angegeben
## Issue
issue-title = Ausstellen
issue-lead = Beurteilungen, die eine Stufe erreicht haben und aus denen noch nichts ausgestellt wurde; die neuesten zuerst.
issue-none = Hier wartet nichts.
issue-see-issued = Ausgestellte ansehen
issue-waiting = Noch auszustellen
issue-recorded = Erfasst
issue-choose-one = { $name } auswählen
issue-several = Für die Ausgewählten ausstellen
issue-several-submit = Für alle Ausgewählten ausstellen
issue-older = Ältere Beurteilungen
issue-for = Für { $name } ausstellen
issue-decision = Was entschieden wurde
issue-no-level = Es wurde keine Stufe erreicht: Es gibt nichts auszustellen.
issue-assessor = Beurteilt von
issue-met = { $met } von { $all } Aussagen erfüllt, { $needed } nötig
issue-reached = Erreicht
issue-not-reached = Nicht erreicht
issue-choose = Was ausgestellt wird
issue-forms = Formen
issue-form-open-badge = Ein Badge für die Stufe. Wallets, LinkedIn und die meisten Prüfprogramme nehmen es an; die anderen Formen enthalten es.
issue-form-clr = Eine Lernakte, die das Badge enthält, für Schulen und Verwaltungssysteme.
issue-form-ler-rs = Ein Lebenslauf, der das Badge enthält, für Wallets und Bewerbungssysteme, die LER-RS lesen.
issue-form-hr-open-ler-rs = Derselbe Lebenslauf, wie HR Open ihn schreibt, für Bewerbungssysteme, die genau das verlangen.
issue-proofs = Wie signiert wird
issue-proofs-hint = Wählen Sie nichts aus, dann gilt, was die meisten lesen können. Jede Auswahl ergibt ein eigenes Dokument.
issue-proof-rdfc = Signatur über die Bedeutung (eddsa-rdfc-2022)
issue-proof-rdfc-hint = Die meisten Prüfprogramme nehmen sie an, auch das offizielle von 1EdTech. Nicht für HR Open.
issue-proof-jcs = Signatur über den Text (eddsa-jcs-2022)
issue-proof-jcs-hint = Für Prüfprogramme ohne RDF und die Signatur, die in der Form von HR Open möglich ist.
issue-proof-jwt = Signiertes Token (VC-JWT)
issue-proof-jwt-hint = Für Systeme, die JWTs lesen. Die lernende Person muss mit einer DID bekannt sein.
issue-until = Gültig bis
issue-until-hint = Der letzte Tag. Leer: ohne Ende.
issue-again = Neu ausstellen, auch wenn es schon eines gibt
issue-preview = Vorschau
issue-as-held = Wie der Inhaber es sieht
issue-held-by = Inhaber
issue-issued-by = Ausgestellt von
issue-as-verified = Wie ein Arbeitgeber es sehen wird
issue-issuer = Aussteller
issue-achievement = Was erreicht wurde
issue-rule = Regel
issue-ladder = Die Stufe auf ihrer Stufenleiter
issue-statements = { $count ->
    [one] 1 Aussage erfüllt
   *[other] { $count } Aussagen erfüllt
}
issue-evidence = { $count ->
    [one] 1 Nachweis
   *[other] { $count } Nachweise
}
issue-findings = Vor dem Signieren
issue-already = Diese Form wurde aus dieser Beurteilung schon ausgestellt; sie wird unverändert noch einmal ausgegeben.
issue-see = Ansehen
issue-nothing-found = Nichts spricht dagegen.
issue-readers = { $count ->
    [one] 1 Hinweis, der gut zu wissen ist
   *[other] { $count } Hinweise, die gut zu wissen sind
}
issue-finding-error = Verhindert das Signieren
issue-finding-official = Das offizielle Prüfprogramm beanstandet es
issue-finding-warning = Ein Leseprogramm scheitert daran
issue-finding-note = Gut zu wissen
issue-submit = Ausstellen
issue-submit-hint = Jetzt wird signiert und im System verzeichnet.
issue-not-signable = So kann es nicht signiert werden. Beheben Sie zuerst, was genannt ist, und sehen Sie noch einmal nach.
issue-refused = Dies kann nicht ausgestellt werden:

## Credentials
credentials-title = Zertifikate
credentials-search = Suchen
credentials-text = Name oder Kennung
credentials-learner = Lernende Person: E-Mail-Adresse, DID oder Kennung
credentials-state = Zustand
credentials-any = Beliebig
credentials-more-filters = Weitere Filter
credentials-form = Form
credentials-framework = Kompetenzrahmen
credentials-version = Version
credentials-level = Stufe
credentials-from = Ausgestellt ab
credentials-to = Ausgestellt bis
credentials-clear = Alle anzeigen
credentials-none = Hier ist nichts, was Ihrer Suche entspricht.
credentials-found = Zertifikate, die neuesten zuerst
credentials-choose = Auswählen
credentials-name = Zertifikat
credentials-valid-from = Gültig ab
credentials-valid-until = Gültig bis
credentials-act = Was mit den ausgewählten geschehen soll
credentials-all = Mit allen, die der Suche entsprechen, auch auf anderen Seiten
credentials-suspend = Aussetzen
credentials-reinstate = Wieder in Kraft setzen
credentials-reissue = Neu ausstellen
credentials-revoke = Widerrufen
credentials-sparse = Für diese Seite wurden { $count } Zertifikate durchgesehen, und nur wenige entsprechen Ihrer Suche. Es gibt ältere.
credentials-pages = Seiten
credentials-newest = Neueste
credentials-newer = Neuere
credentials-older = Ältere
credentials-state-current = Gültig
credentials-state-suspended = Ausgesetzt
credentials-state-revoked = Widerrufen
credentials-state-superseded = Ersetzt
credentials-form-open-badge = Open Badge
credentials-form-clr = Lernakte (CLR)
credentials-form-ler-rs = Lebenslauf (LER-RS)
credentials-form-hr-open-ler-rs = Lebenslauf, wie HR Open ihn schreibt
credentials-form-given = Vom aufrufenden System verfasst
credential-id = Kennung
credential-learner = Lernende Person
credential-no-end = Ohne Ende
credential-assessed = Beurteilt
credential-same-assessment = Aus dieser Beurteilung mehr ausstellen
credential-before = Trat an die Stelle von
credential-after = Ersetzt durch
credential-why-reissue = eine Korrektur
credential-why-renewal = eine Erneuerung
credential-why-level-up = eine höhere Stufe
credential-place-revocation = Wo es als widerrufen angezeigt wird
credential-place-suspension = Wo es als ausgesetzt angezeigt wird
credential-place = Eintrag { $index }
credential-secured = Signierte Dokumente
credential-proof = Signatur
credential-signed-by = Signiert von
credential-signed-at = Signiert
credential-take = Mitnehmen
credential-download = Herunterladen
credential-as-png = Bild (PNG)
credential-as-svg = Zeichnung (SVG)
credential-as-pdf = Urkunde (PDF)
credential-inclusion = Beleg, dass es im Protokoll steht
credential-history = Was seither geschah
credential-no-history = Nichts.
credential-erased = Sein Inhalt wurde mit der lernenden Person gelöscht.
credential-locked = Der Schlüssel dieser Installation ist gesperrt, darum kann dies jetzt nicht gelesen werden.
credential-was-revoked = Widerrufen
credential-was-suspended = Ausgesetzt
credential-was-reinstated = Wieder in Kraft gesetzt
credential-was-superseded = Ersetzt
credential-was-changed = Geändert
credential-acts = Was damit geschehen soll
credential-next = Die lernende Person hat es noch nicht?
credential-claim = Abhollink erstellen
confirm-revoke = { $count ->
    [one] Dieses Zertifikat widerrufen?
   *[other] { $count } Zertifikate widerrufen?
}
confirm-suspend = { $count ->
    [one] Dieses Zertifikat aussetzen?
   *[other] { $count } Zertifikate aussetzen?
}
confirm-reinstate = { $count ->
    [one] Dieses Zertifikat wieder in Kraft setzen?
   *[other] { $count } Zertifikate wieder in Kraft setzen?
}
confirm-reissue = { $count ->
    [one] Dieses Zertifikat neu ausstellen?
   *[other] { $count } Zertifikate neu ausstellen?
}
confirm-revoke-consequence = Das ist endgültig. Wer ein widerrufenes Zertifikat prüft, erfährt, dass Sie nicht mehr dazu stehen, und nichts hier kann das zurücknehmen. Ein neues kann ausgestellt werden.
confirm-suspend-consequence = Wer ein ausgesetztes Zertifikat prüft, erfährt, dass Sie vorerst nicht dazu stehen. Es kann wieder in Kraft gesetzt werden.
confirm-reinstate-consequence = Wer es prüft, erfährt, dass Sie wieder dazu stehen. Was widerrufen wurde, bleibt widerrufen.
confirm-reissue-consequence = An seiner Stelle wird aus derselben Beurteilung ein neues Zertifikat ausgestellt, und das alte wird endgültig widerrufen. Die lernende Person muss sich das neue holen.
confirm-revoke-submit = Endgültig widerrufen
confirm-others = { $count ->
    [one] Und 1 weiteres.
   *[other] Und { $count } weitere.
}
confirm-reason = Warum
confirm-reason-optional = Warum (wenn Sie es angeben möchten)
confirm-reason-missing = Geben Sie an, warum.
confirm-reason-hint = Es wird bei jedem Zertifikat aufbewahrt, für Ihr Personal und für die lernende Person.
confirm-back = So lassen

## Jobs
jobs-title = Längere Vorgänge
jobs-lead = Was mit vielen geschieht, eins nach dem anderen. Es läuft weiter, auch wenn Sie die Seite verlassen.
jobs-none = Es gibt keine.
jobs-newest = Die neuesten zuerst
jobs-work = Was
jobs-state = Zustand
jobs-done = Erledigt
jobs-skipped = Nichts zu tun
jobs-failed = Nicht möglich
jobs-asked = Beauftragt
jobs-ended = Beendet
jobs-of = { $count } von { $all }
jobs-older = Ältere Vorgänge
jobs-revoke = { $count } widerrufen
jobs-suspend = { $count } aussetzen
jobs-reinstate = { $count } wieder in Kraft setzen
jobs-reissue = { $count } neu ausstellen
jobs-issue = Für { $count } ausstellen
jobs-state-waiting = Wartet
jobs-state-open = Läuft
jobs-state-finished = Erledigt
jobs-state-failures = Erledigt, mit Ausnahmen
jobs-state-cancelled = Vorzeitig beendet
jobs-progress = Wie weit es ist
jobs-leave = Sie können diese Seite verlassen. Es läuft weiter und steht hier, wenn Sie zurückkommen.
jobs-cancel = Beenden
jobs-cancel-hint = Was erledigt ist, bleibt erledigt; was nicht begonnen hat, bleibt, wie es ist.
jobs-failures = Was nicht möglich war
jobs-item = Welches
jobs-reason = Warum
jobs-more-failures = Mehr
jobs-made = Was entstanden ist

## Claim
claim-title = Ein Zertifikat für Sie
claim-lead = { $issuer } hat etwas für Sie zum Behalten: Es sagt, was Sie können, und alle können es prüfen.
claim-once = Dieser Link funktioniert einmal. Öffnen Sie ihn auf dem Gerät, auf dem Sie aufbewahren möchten, was Sie bekommen.
claim-until = Er funktioniert bis { $day }.
claim-open = Öffnen
claim-over-title = Dieser Link funktioniert nicht
claim-over-lead = Er wurde schon benutzt, ist zu alt, wurde zurückgenommen oder enthält einen Tippfehler.
claim-over-next = Bitten Sie die Person, die ihn geschickt hat, um einen neuen. Wenn Sie schon einmal hier waren, können Sie sich einen Link an Ihre E-Mail-Adresse schicken lassen.
claim-over-enter = Meine Lernakte ansehen
claim-make-title = Abhollink
claim-make-lead = Wer den Link öffnet und bestätigt, kommt einmal als diese lernende Person herein, sieht alles, was sie hier hat, und kann es mitnehmen.
claim-make-for = Worum es bei dem Link geht
claim-make-days = So viele Tage funktioniert er
claim-make-how = Wie er zur lernenden Person kommt
claim-make-show = Ich gebe ihn selbst weiter: mir anzeigen
claim-make-send = Per E-Mail an { $address }
claim-make-no-address = Von dieser lernenden Person ist keine E-Mail-Adresse bekannt.
claim-make-no-post = E-Mail ist hier nicht eingerichtet. Der Betreiber setzt smtp-url und mail-from.
claim-make-submit = Link erstellen
claim-made-title = Der Link
claim-made-lead = Er wird nur dieses eine Mal angezeigt und funktioniert einmal, bis { $day }.
claim-made-sent = Er wurde an { $address } geschickt.
claim-made-not-sent = Er konnte nicht verschickt werden. Er funktioniert trotzdem: Geben Sie ihn weiter oder erstellen Sie einen neuen.
claim-made-qr = Der Link als QR-Code, den die lernende Person fotografieren kann
claim-made-copy = Kopieren
claim-made-copied = Kopiert
claim-made-back = Zurück zu den Links dieser Person
claim-before = Früher erstellte Links
claim-before-made = Erstellt
claim-before-until = Funktioniert bis
claim-before-state = Zustand
claim-before-sent = Geschickt an
claim-before-act = Aktion
claim-state-open = noch nicht benutzt
claim-state-redeemed = benutzt am { $day }
claim-state-withdrawn = zurückgenommen am { $day }
claim-state-expired = zu alt
claim-withdraw = Zurücknehmen
claim-withdraw-of = Den am { $day } erstellten Link zurücknehmen

## Record
record-title = Meine Lernakte
record-empty = Hier ist noch nichts.
record-unnamed = Zertifikat
record-version = Version { $version }
record-levels = Stufen, von niedrig nach hoch
record-rung-here = Sie sind hier
record-rung-reached = erreicht
record-rung-met = { $count ->
    [one] { $met } von { $count } Aussage erfüllt
   *[other] { $met } von { $count } Aussagen erfüllt
}
record-assessed = Am { $day } beurteilt von { $assessor }.
record-next = Als Nächstes: { $level }
record-next-further = { $count ->
    [0] Alle verlangten Aussagen von { $level } sind erfüllt; eine Stufe darunter fehlt.
    [one] Noch eine Aussage ist für { $level } zu erfüllen.
   *[other] Noch { $count } Aussagen sind für { $level } zu erfüllen.
}
record-next-required = Diese müssen dabei sein:
record-next-missing = { $count ->
    [one] Die eine, die zur Wahl steht
   *[other] Die { $count }, die zur Wahl stehen
}
record-highest = Das ist die höchste Stufe.
record-met = { $count ->
    [one] Die Aussage, die Sie erfüllt haben
   *[other] Die { $count } Aussagen, die Sie erfüllt haben
}
record-others = Mehr
record-valid-from = ab { $from }
record-valid-until = bis { $until }
record-valid-between = von { $from } bis { $until }
record-leave = Abmelden
record-state-current = Gültig
record-state-not-yet = Noch nicht gültig
record-state-over = Abgelaufen
record-state-suspended = Ausgesetzt
record-state-revoked = Widerrufen
record-state-superseded = Gültig, ersetzt
record-advice-not-yet = Es ist noch nicht gültig. Wer es vorher prüft, erfährt das.
record-advice-over = Seine Zeit ist abgelaufen. Wer es prüft, erfährt das.
record-advice-suspended = Der Aussteller hat es ausgesetzt. Wer es prüft, erfährt das. Fragen Sie den Aussteller nach dem Grund.
record-advice-revoked = Der Aussteller hat es widerrufen. Wer es prüft, erfährt, dass es nicht gültig ist. Fragen Sie den Aussteller nach dem Grund.
record-advice-superseded = Ein anderes ist an seine Stelle getreten.
record-successor = Das ansehen, das an seine Stelle getreten ist
record-fact-issuer = Ausgestellt von
record-fact-framework = Kompetenzrahmen
record-fact-level = Stufe
record-fact-from = Gültig ab
record-fact-until = Gültig bis
record-fact-id = Kennung
record-take = Mitnehmen
record-take-json = JSON
record-take-json-hint = Für Wallets und Programme: das Zertifikat selbst, signiert.
record-take-jwt = Token (JWT)
record-take-jwt-hint = Für Wallets, die ein Token verlangen.
record-take-png = Bild (PNG)
record-take-png-hint = Zum Posten oder Drucken: Das Zertifikat steckt darin, und wer die Datei bekommt, kann es prüfen.
record-take-svg = Zeichnung (SVG)
record-take-svg-hint = Dasselbe, scharf in jeder Größe.
record-take-pdf = Urkunde (PDF)
record-take-pdf-hint = Zum Drucken oder für eine Bewerbung: Das Zertifikat ist angehängt, mit einem Code zum Prüfen.
record-show = Zeigen
record-share = Mit einem Link teilen
record-share-hint = Sie wählen, was er zeigt und bis wann, und können ihn zurücknehmen.
record-shares = Meine geteilten Links
record-linkedin = Zu Ihrem LinkedIn-Profil hinzufügen
record-linkedin-hint = Führt zu LinkedIn, das erfährt, was auf dieser Seite steht.
record-verify = Wer es bekommt, kann es ohne Konto prüfen unter
record-enter-title = Meine Lernakte ansehen
record-enter-lead = Geben Sie die E-Mail-Adresse an, die Ihr Bildungsanbieter kennt. Sie bekommen einen Link, mit dem Sie hereinkommen.
record-enter-asked = Wenn jemand unter dieser Adresse bekannt ist, ist eine E-Mail unterwegs. Der Link darin funktioniert 30 Minuten lang.
record-enter-email = E-Mail-Adresse
record-enter-hint = Die Adresse, unter der Sie beurteilt wurden.
record-enter-wrong = Das ist keine E-Mail-Adresse.
record-enter-submit = Link schicken
record-enter-no-post = Von hier werden keine E-Mails verschickt. Bitten Sie Ihren Bildungsanbieter um einen Link.
record-door-title = Ihre Lernakte
record-door-lead = Sehen Sie, was Sie bei { $issuer } haben, und nehmen Sie es mit.
record-door-once = Dieser Link funktioniert einmal.
record-door-open = Öffnen

## Share
share-title = Geteilte Zertifikate
share-title-of = { $name }: geteilte Zertifikate
share-lead = Eine lernende Person zeigt Ihnen dies von sich aus. Hier steht, was beim Aussteller in diesem Moment verzeichnet ist.
share-learner = Lernende Person
share-issuer = Ausgestellt von
share-purpose = Für
share-looked = Zustand abgefragt am
share-until = Link funktioniert bis
share-nothing-left = Nichts von dem, was geteilt wurde, ist noch verzeichnet.
share-achieved = { $achievement }: { $level }
share-form-open-badge = Badge (Open Badges 3.0)
share-form-clr = Lernakte (CLR 2.0)
share-form-ler-rs = Lebenslauf (LER-RS)
share-form-other = Zertifikat
share-state-valid = Gültig
share-state-not-yet = Noch nicht gültig
share-state-superseded = Gültig, ersetzt
share-state-expired = Abgelaufen
share-state-suspended = Ausgesetzt
share-state-compromised = Nicht vertrauenswürdig
share-state-revoked = Widerrufen
share-says-valid = { $issuer } steht zu diesem Zertifikat.
share-says-not-yet = { $issuer } hat dieses Zertifikat für einen späteren Zeitpunkt ausgestellt.
share-says-superseded = { $issuer } steht zu diesem Zertifikat; ein späteres ist an seine Stelle getreten.
share-says-expired = Dieses Zertifikat war gültig, seine Zeit ist abgelaufen.
share-says-suspended = { $issuer } steht vorerst nicht zu diesem Zertifikat. Verlassen Sie sich nicht darauf.
share-says-compromised = Der Schlüssel, mit dem es signiert wurde, ist vielleicht in fremden Händen. Niemand kann sagen, ob es echt ist. Verlassen Sie sich nicht darauf.
share-says-revoked = { $issuer } hat dieses Zertifikat endgültig widerrufen. Was unten steht, gilt nicht mehr.
share-ladder = Die Stufen, von der niedrigsten zur höchsten
share-reached = erreicht
share-framework = Kompetenzrahmen
share-level = Stufe
share-rank = Platz auf der Stufenleiter
share-rank-of = { $rank } von { $of }
share-assessor = Beurteilt von
share-assessed = Beurteilt am
share-rule = Wie die Stufe entschieden wird:
share-statements = Was diese Person gezeigt hat
share-evidence = Nachweise
share-valid-from = Gültig ab
share-valid-until = Gültig bis
share-take-json = Signiertes Dokument (JSON)
share-take-jwt = Signiertes Dokument (JWT)
share-take-png = Bild mit dem Zertifikat darin (PNG)
share-take-svg = Zeichnung mit dem Zertifikat darin (SVG)
share-take-pdf = Urkunde mit dem Zertifikat darin (PDF)
share-picture = Wie die Stufe aussieht
share-check = Wie Sie das selbst prüfen
share-check-document = Laden Sie oben ein signiertes Dokument herunter und geben Sie es einem beliebigen Prüfprogramm für Open Badges 3.0 oder unserem: Es prüft die Signatur des Ausstellers und fragt ab, ob das Zertifikat widerrufen wurde.
share-check-none = Was Sie hier lesen, stammt aus den eigenen Aufzeichnungen des Ausstellers; das signierte Dokument wurde nicht geteilt. Um es ohne diese Seite zu prüfen, bitten Sie die lernende Person um das Dokument und geben Sie es einem beliebigen Prüfprogramm oder unserem.
share-check-link = Zum Prüfprogramm
share-social = Ausgestellt von { $issuer }. Von der lernenden Person geteilt, mit dem Zustand in diesem Moment.
share-nowhere-title = Dieser Link führt nirgendwohin
share-nowhere = Er wurde vielleicht zurückgenommen, ist abgelaufen oder seine Adresse enthält einen Tippfehler. Was davon zutrifft, erfährt niemand.
share-nowhere-ask = Bitten Sie die Person, von der Sie ihn haben, um einen neuen.
share-record = Meine Lernakte
share-mine = Meine Links
share-mine-lead = Jeder Link zeigt allen, die ihn haben, was Sie ausgewählt haben: bis zu dem Tag, den Sie festlegen, oder bis Sie ihn zurücknehmen.
share-none = Sie teilen nichts.
share-new = Zertifikate teilen
share-new-lead = Sie sehen, was andere sehen werden, bevor es einen Link gibt.
share-nothing-held = Sie haben nichts, was geteilt werden könnte.
share-which = Welche Zertifikate
share-only-whole = nur ganz, mit dem signierten Dokument
share-purpose-label = Wofür
share-purpose-hint = Wer den Link bekommt, liest dies: „Meine Bewerbung als Mechaniker“.
share-until-label = Bis
share-until-hint = Der Link funktioniert bis zum Ende dieses Tages, höchstens zwei Jahre.
share-what = Was gezeigt wird
share-always = Immer gezeigt: Kompetenzrahmen, Stufe, Aussteller, Assessor, Regel, Daten und der Zustand in dem Moment, in dem jemand nachsieht.
share-shows-name = Mein Name
share-shows-statements = Die Aussagen, die ich erfüllt habe, im Wortlaut
share-shows-evidence = Die Nachweise
share-shows-document = Die signierten Dokumente
share-shows-document-hint = Andere können sie prüfen und behalten. Alles oben Genannte steht darin und auch, womit Sie identifiziert werden.
share-search = Suchmaschinen
share-indexed = Suchmaschinen dürfen die Seite anzeigen
share-preview = Ansehen, was andere sehen werden
share-error-credentials = Wählen Sie mindestens ein Zertifikat, höchstens fünfzig.
share-error-whole = Eines davon kann nur ganz gezeigt werden: Wählen Sie auch die signierten Dokumente.
share-error-purpose = Sagen Sie, wofür der Link ist, in höchstens 200 Zeichen.
share-error-until = Wählen Sie einen kommenden Tag, höchstens zwei Jahre ab jetzt.
share-error-document = Ein signiertes Dokument enthält Ihren Namen, die Aussagen und die Nachweise: Zeigen Sie auch diese oder lassen Sie das Dokument weg.
share-preview-title = Was andere sehen werden
share-preview-lead = Es gibt noch keinen Link. Dies sieht, wer ihn bekommt, und mehr wird nicht geschickt.
share-make = Link erstellen
share-change = Etwas ändern
share-live = Funktioniert
share-over = Vorbei
share-over-says = Dieser Link funktionierte bis { $day }. Er führt jetzt nirgendwohin.
share-until-day = bis { $day }
share-count = { $count ->
    [one] 1 Zertifikat
   *[other] { $count } Zertifikate
}
share-looks-none = noch niemand hat nachgesehen
share-looks-last = { $count ->
    [one] einmal angesehen
   *[other] { $count }-mal angesehen
}, zuletzt am { $day }
share-take-back = Zurücknehmen
share-take-all-back = Alle Links zurücknehmen
share-take-back-hint = Ab dann führt der Link sofort und für alle nirgendwohin. Was andere gespeichert oder gedruckt haben, behalten sie.
share-link-title = Einer Ihrer Links
share-address = Der Link
share-copy = Link kopieren
share-copied = Kopiert
share-linkedin = Zu meinem LinkedIn-Profil hinzufügen
share-qr = Der Link als QR-Code
share-looked-at = Aufrufe

## Verify
verify-title = Ein Zertifikat prüfen
verify-lead = Fügen Sie ein, laden Sie hoch oder fotografieren Sie, was Sie bekommen haben, oder geben Sie den Link an. Sie erfahren, ob es echt ist und was es bedeutet.
verify-text = Zertifikat einfügen
verify-text-hint = Der Text eines Badges, einer Lernakte oder eines Tokens: Er beginnt mit einer geschweiften Klammer oder ist ein einziges langes Wort. Ein Link geht auch.
verify-files = Oder Dateien hochladen
verify-files-hint = Badge-Bilder (PNG, SVG), Urkunden (PDF), JSON- oder JWT-Dateien; bis zu 50 auf einmal, zusammen 5 MB.
verify-drop = Oder ziehen Sie Dateien irgendwo auf dieses Formular.
verify-photo = Oder einen QR-Code fotografieren
verify-photo-hint = Der Code auf einer Urkunde, als JPEG- oder PNG-Bild.
verify-links = Oder Links angeben
verify-links-hint = Einen pro Zeile. Dieser Dienst öffnet sie, Ihr Browser nicht.
verify-expect = Was erwarten Sie? (optional)
verify-expect-hint = Was Sie hier angeben, wird mit dem Zertifikat verglichen und beantwortet.
verify-expect-issuer = Der Aussteller: seine DID oder https-Adresse
verify-expect-framework = Der Kompetenzrahmen: sein Code, etwa 27-4014.00
verify-expect-level = Die Stufe, mindestens: ihr Name oder ihr Platz ab 1
verify-expect-email = Die E-Mail-Adresse der Person
verify-submit = Prüfen
verify-submit-csv = Prüfen und als Tabelle speichern (CSV)
verify-privacy = Was Sie einreichen, wird geprüft und vergessen: Nichts davon wird aufbewahrt. Sie brauchen kein Konto.
verify-nothing-checked = Es wurde nichts geprüft:
verify-fault-detail = Was das Programm sagt
verify-fault-empty = Es gibt noch nichts zu prüfen. Fügen Sie einen Text ein, wählen Sie eine Datei oder geben Sie einen Link an.
verify-fault-link = Zeile { $line } ist kein Link: Er muss mit https:// oder http:// beginnen.
verify-fault-large = „{ $name }“ ist größer als 5 MB; das ist mehr, als hier geprüft wird.
verify-fault-many = Das sind mehr als { $most } auf einmal. Bitte reichen Sie weniger ein.
verify-fault-long = Was Sie erwarten, darf höchstens 300 Zeichen lang sein.
verify-fault-unreadable = Dies kann nicht als Zertifikat gelesen werden. Vielleicht ist es abgeschnitten oder etwas anderes.
verify-fault-too-large = Dies ist größer als das, was hier geprüft wird.
verify-fault-nothing-baked = In dieser Datei ist kein Zertifikat. Bilder verlieren es, wenn sie skaliert, umgewandelt oder über einen Messenger geschickt werden: Bitten Sie um die Originaldatei.
verify-fault-two-baked = In diesem Bild ist mehr als ein Zertifikat, sodass niemand wissen kann, welches gemeint ist. Bitten Sie um eine andere Datei.
verify-fault-heic = Dieses Foto ist im Format HEIC, das hier nicht gelesen wird. Machen Sie davon einen Screenshot und reichen Sie diesen ein, oder lassen Sie die Kamera Bilder als JPEG speichern (auf dem iPhone: Einstellungen, Kamera, Formate, Maximale Kompatibilität).
verify-fault-picture = Dieses Bild ist im Format { $name }, das hier nicht gelesen wird. Bitte reichen Sie die Originaldatei ein oder ein PNG- oder JPEG-Bild ihres QR-Codes.
verify-fault-no-code = In diesem Bild ist kein lesbarer QR-Code. Nehmen Sie ihn aus der Nähe auf, gerade von oben und bei gutem Licht.
verify-fault-other-code = Der QR-Code in diesem Bild enthält kein Zertifikat und keinen Link zu einem. Er sagt: { $said }
verify-fault-link-not-allowed = Dieser Link führt dorthin, wo nichts abgerufen wird.
verify-fault-link-name = Der Server in diesem Link ist nicht bekannt. Ist er richtig geschrieben?
verify-fault-link-answer = Der Server in diesem Link antwortet nicht. Versuchen Sie es später noch einmal oder bitten Sie um die Datei.
verify-fault-link-secure = Dem Server in diesem Link kann nicht vertraut werden: Sein Serverzertifikat ist nicht in Ordnung.
verify-fault-link-status = Unter diesem Link ist kein Zertifikat: Der Server antwortet mit { $code }. Bitten Sie um einen anderen Link oder um die Datei.
verify-fault-link-page = Dieser Link führt zu einer Seite für Menschen, nicht zu einem Zertifikat. Bitten Sie um die Datei oder um den eigenen Link des Zertifikats.
verify-fault-link-offline = Dieser Dienst öffnet keine Links. Bitten Sie um die Datei.
verify-fault-link-busy = Im Moment werden zu viele Links geöffnet. Versuchen Sie es gleich noch einmal.
verify-fault-link-elsewhere = Dieser Link leitet dorthin weiter, wohin ihm nicht gefolgt wird. Bitten Sie um die Datei.
verify-fault-often = Nicht geprüft: In einer Minute wurde zu viel angefragt. Versuchen Sie es noch einmal in { $seconds ->
    [one] { $seconds } Sekunde
   *[other] { $seconds } Sekunden
}.
verify-fault-time = Nicht geprüft: Die anderen haben zu lange gedauert. Reichen Sie dieses einzeln ein.
verify-valid = Gültig
verify-not-valid = Nicht gültig
verify-could-not = Konnte nicht geprüft werden
verify-nothing-shown = Weil sich seine Signatur nicht als richtig erwiesen hat, wird nichts, was darin steht, hier als Tatsache gezeigt.
verify-reason-valid = Es ist echt: Der Aussteller hat es signiert, niemand hat es seither geändert, und es ist in Kraft.
verify-reason-presented = Es ist echt: Wer es zeigt, hat es signiert, und jedes Zertifikat darin ist gültig.
verify-reason-superseded = Es ist echt und in Kraft, aber ein späteres Zertifikat ist an seine Stelle getreten. Bitten Sie um dieses.
verify-reason-revoked = Der Aussteller hat es widerrufen: Es zählt nicht mehr.
verify-reason-suspended = Der Aussteller hat es ausgesetzt: Es zählt vorerst nicht.
verify-reason-expired = Es ist abgelaufen.
verify-reason-not-yet-valid = Es ist noch nicht in Kraft.
verify-reason-key = Es wurde nicht von dem Aussteller signiert, den es nennt. Verlassen Sie sich nicht darauf.
verify-reason-proof = Es wurde nach dem Signieren geändert oder nie von dem Aussteller signiert, den es nennt. Verlassen Sie sich nicht darauf.
verify-reason-dates = Nach seinen eigenen Daten ist es nicht in Kraft.
verify-reason-status = Der Aussteller sagt nicht mehr, dass es zählt.
verify-reason-meaning = Es widerspricht sich: Was es sagt, führt nirgendwohin.
verify-reason-parts = Ein Zertifikat darin ist nicht gültig.
verify-reason-rules = Es bricht die Regeln, an die sich Zertifikate halten müssen. Verlassen Sie sich nicht darauf.
verify-unknown-form = Es hat eine Form, die hier nicht bekannt ist. Das macht es nicht falsch: Bitten Sie um eine andere Form.
verify-unknown-key = Die Schlüssel des Ausstellers waren nicht zu bekommen, sodass hier niemand sagen kann, wer es signiert hat. Das macht es nicht falsch: Versuchen Sie es später noch einmal.
verify-unknown-status = Ob der Aussteller es widerrufen hat, war nicht herauszufinden. Das macht es nicht falsch: Versuchen Sie es später noch einmal.
verify-unknown-proof = Es ist auf eine Weise signiert, die hier nicht bekannt ist. Das macht es nicht falsch: Bitten Sie um eine andere Form.
verify-unknown-terms = Es verwendet Wörter, die hier nicht definiert sind. Das macht es nicht falsch.
verify-unknown-parts = Ein Zertifikat darin konnte nicht geprüft werden.
verify-unknown-other = Nicht alles, was geprüft werden muss, konnte geprüft werden. Das macht es nicht falsch.
verify-kind-badge = Ein Open Badge
verify-kind-record = Eine Lernakte (CLR)
verify-kind-resume = Ein Lebenslauf über Lernen und Beschäftigung (LER-RS)
verify-kind-endorsement = Eine Befürwortung
verify-kind-status-list = Eine Liste dessen, was ein Aussteller widerrufen hat, kein Zertifikat über eine Person
verify-kind-presentation = Zertifikate, die jemand zeigt
verify-kind-other = Ein Zertifikat
verify-expected = Was Sie erwartet haben
verify-answer-yes = ja
verify-answer-no = nein
verify-answer-cannot-tell = nicht feststellbar
verify-asked-issuer = Ausgestellt von { $wanted }
verify-asked-framework = Zum Kompetenzrahmen { $wanted }
verify-asked-level = Mindestens die Stufe { $wanted }
verify-asked-email = Inhaber ist { $wanted }
verify-achieved = Was erreicht wurde
verify-level-place = Stufe { $place } von { $count }
verify-ladder = Die Stufen, von der niedrigsten an
verify-stated-level = { $level }, Stufe { $place } von { $count }
verify-framework-version = { $name }, Version { $version }
verify-issuer = Aussteller
verify-calls-itself = Nennt sich
verify-standing-own = Er ist ein Aussteller dieses Dienstes selbst.
verify-standing-listed = Er steht auf der Liste der Aussteller, denen dieser Dienst vertraut.
verify-standing-listed-as = Er steht als { $name } auf der Liste der Aussteller, denen dieser Dienst vertraut.
verify-standing-unknown = Niemand hier bürgt für diesen Aussteller. Eine richtige Signatur zeigt, dass dieser Aussteller signiert hat, nicht, wer er ist: Jeder kann einen Aussteller mit beliebigem Namen anlegen. Vergewissern Sie sich, dass es der ist, den Sie kennen.
verify-standing-short-listed = vertraut
verify-standing-short-own = von diesem Dienst
verify-standing-short-unknown = hier unbekannt
verify-fact-achievement = Leistung
verify-fact-framework = Kompetenzrahmen
verify-fact-person = Person
verify-fact-assessor = Beurteilt von
verify-fact-assessed = Beurteilt am
verify-fact-awarded = Verliehen
verify-fact-valid-from = Gültig ab
verify-fact-valid-until = Gültig bis
verify-fact-criteria = Kriterien
verify-fact-record = Lernakte
verify-fact-endorses = Befürwortet
verify-fact-comment = Was sie sagt
verify-fact-level = Stufe
verify-fact-rule = Regel
verify-fact-id = Kennung
verify-person-hashed = Wer eine bestimmte E-Mail-Adresse hat. Zum Vergleichen prüfen Sie noch einmal und geben die Adresse an, die Sie erwarten.
verify-several-people = { $count } Personen auf einmal
verify-record-whole = { $count ->
    [one] { $count } Zertifikat
   *[other] { $count } Zertifikate
}
verify-record-partial = { $count ->
    [one] { $count } Zertifikat; ein Teil dessen, was der Herausgeber weiß
   *[other] { $count } Zertifikate; ein Teil dessen, was der Herausgeber weiß
}
verify-rule = Die Regel, nach der eine Stufe erreicht wird
verify-criteria = Die Kriterien, in den Worten des Ausstellers
verify-statements = { $count ->
    [one] { $count } Aussage erfüllt
   *[other] { $count } Aussagen erfüllt
}
verify-evidence = { $count ->
    [one] { $count } Nachweis
   *[other] { $count } Nachweise
}
verify-evidence-unnamed = Nachweis ohne Namen
verify-results = { $count ->
    [one] { $count } weiteres Ergebnis
   *[other] { $count } weitere Ergebnisse
}
verify-listed = { $count ->
    [one] { $count } aufgeführte Leistung
   *[other] { $count } aufgeführte Leistungen
}
verify-listed-hint = Aufgeführt heißt nicht verliehen: Was verliehen wurde, steht in den Zertifikaten darin.
verify-associations = { $count ->
    [one] { $count } Beziehung zwischen Leistungen
   *[other] { $count } Beziehungen zwischen Leistungen
}
verify-more = Insgesamt sind es { $count }; die übrigen stehen im Dokument selbst.
verify-parts = { $count ->
    [one] { $count } Zertifikat darin
   *[other] { $count } Zertifikate darin
}
verify-part-credential = Ein Zertifikat
verify-part-endorsement = Eine Befürwortung
verify-person-same = über die Person der Lernakte
verify-person-different = nicht über die Person der Lernakte
verify-person-presenter = über die Person, die es zeigt
verify-person-other-presenter = nicht über die Person, die es zeigt
verify-person-unknown = ob es um dieselbe Person geht, ist nicht feststellbar
verify-checks = Die Prüfungen
verify-outcome-passed = bestanden
verify-outcome-failed = nicht bestanden
verify-outcome-could-not-tell = nicht feststellbar
verify-outcome-not-run = nicht durchgeführt
verify-check-data-model = Ist es wie ein Zertifikat aufgebaut?
verify-check-terms = Bedeutet jedes Wort darin, was es zu bedeuten scheint?
verify-check-issuer-key = Gehört der Schlüssel dem Aussteller?
verify-check-proof = Ist die Signatur richtig?
verify-check-validity = Ist es nach seinen Daten in Kraft?
verify-check-status = Wurde es widerrufen?
verify-check-schema = Hält es die Regeln seiner Art ein?
verify-check-meaning = Führt, was es sagt, irgendwohin?
verify-check-parts = Gelten die Zertifikate darin?
verify-state-current = in Kraft
verify-state-not-yet-valid = noch nicht in Kraft
verify-state-expired = abgelaufen
verify-state-suspended = ausgesetzt
verify-state-revoked = widerrufen
verify-state-superseded = ersetzt
verify-document = Das Dokument selbst
verify-document-name = Sie haben eingereicht
verify-by-code = Der QR-Code sagt
verify-source = Text anzeigen
verify-source-unproven = Text anzeigen, den nichts belegt
verify-source-part-unproven = Text anzeigen, der nicht ganz belegt ist
verify-source-part-warning = Nicht alles unten ist belegt: Was in den Zertifikaten darin steht, die nicht gelten, kann jeder geschrieben haben.
verify-source-warning = Nichts unten ist belegt. Jeder kann es geschrieben haben: Halten Sie nichts davon für eine Tatsache.
verify-source-cut = Der Rest ist weggelassen.
verify-doubts = Was die Prüfungen ergeben haben, in den Worten des Programms, die Worte des Dokuments wiederholen können:
verify-old-badge = Das sieht nach einem Open Badge der Version 1 oder 2 aus. Diese haben keine Signatur der Art, die hier geprüft wird; sie werden beim Aussteller nachgeschlagen. Bitten Sie um ein Open Badge 3.0.
verify-another = Ein anderes prüfen
verify-several = { $count } Dokumente
verify-several-valid = { $valid } von { $count } sind gültig.
verify-several-table = Die Dokumente und ihre Ergebnisse
verify-line = Dokument { $number }
verify-column-document = Dokument
verify-column-verdict = Ergebnis
verify-column-what = Zertifikat
verify-column-level = Stufe
verify-column-expected = Wie erwartet
verify-column-issuer = Aussteller
verify-column-issuer-name = Aussteller nennt sich
verify-column-standing = Vertrauen
verify-column-reason = Warum
verify-csv = Noch einmal prüfen und als Tabelle speichern (CSV)
verify-csv-too-large = Für eine Tabelle (CSV) reichen Sie dieselben Dateien noch einmal ein und drücken dort die zweite Schaltfläche.

## Receipt
receipt-title = Ein Prüfbeleg
receipt-offer = Ein Prüfbeleg
receipt-offer-hint = Das Dokument wird noch einmal geprüft, und Sie bekommen eine Datei, in der dieser Dienst signiert festhält, was wann mit welchem Ergebnis geprüft wurde. Sie nennt keine Person. Um einen Prüfbeleg später zu prüfen, reichen Sie ihn hier ein.
receipt-give = Noch einmal prüfen und Prüfbeleg ausgeben
receipt-locked = Im Moment kann kein Prüfbeleg ausgegeben werden: Der Schlüssel dieses Dienstes ist gesperrt. Das Ergebnis oben gilt. Fragen Sie den Betreiber dieses Dienstes.
receipt-too-large = Das Dokument ist zu groß für einen Prüfbeleg von dieser Seite.
receipt-ours = Ein Prüfbeleg dieses Dienstes
receipt-ours-explained = Dieser Dienst hat ihn signiert. Er ist kein Zertifikat: Er sagt, was bei einer Prüfung festgestellt wurde.
receipt-elsewhere = Ein Prüfbeleg von jemand anderem
receipt-elsewhere-explained = Er nennt einen Schlüssel von { $signer }, und das ist nicht dieser Dienst. Lassen Sie ihn dort prüfen.
receipt-forged = Kein Prüfbeleg dieses Dienstes
receipt-forged-explained = Er gibt sich dafür aus, aber er wurde geändert oder von diesem Dienst nie signiert. Verlassen Sie sich nicht darauf.
receipt-key-gone = Ein Prüfbeleg, für den niemand mehr einstehen kann
receipt-key-gone-explained = Er wurde mit einem Schlüssel dieses Dienstes signiert, der seither widerrufen wurde, sodass ihn jeder signiert haben kann. Prüfen Sie das Zertifikat selbst noch einmal.
receipt-said = Was er sagt
receipt-then = So war es, als geprüft wurde. Ein Zertifikat kann später widerrufen werden: Um zu wissen, wie es jetzt steht, prüfen Sie das Zertifikat selbst.
receipt-verdict = Damaliges Ergebnis
receipt-checked-at = Geprüft
receipt-verifier = Von
receipt-document = Zertifikat
receipt-issuer = Sein Aussteller
receipt-digest = SHA-256 des Dokuments ({ $bytes } Bytes)
receipt-id = Prüfbeleg
receipt-signed-at = Signiert
receipt-among-several = Dies ist ein Prüfbeleg dieses Dienstes und kein Zertifikat. Reichen Sie ihn einzeln ein, um ihn zu lesen.
receipt-among-several-not-ours = Dies ist ein Prüfbeleg und kein Zertifikat. Reichen Sie ihn einzeln ein, um mehr zu erfahren.

## Picture
picture-alt = Das Badge der Stufe { $level }
picture-place = Stufe { $rank } von { $levels }

## Certificate
certificate-heading = Urkunde
certificate-certifies = Hiermit wird bescheinigt:
certificate-holder = Der Inhaber des angehängten Zertifikats
certificate-reached = hat die Stufe erreicht
certificate-earned = hat erworben
certificate-statements = In der Beurteilung gezeigt
certificate-more = { $count ->
    [one] und eine weitere
   *[other] und { $count } weitere
}
certificate-issuer = Ausgestellt von
certificate-assessor = Beurteilt von
certificate-assessed = Beurteilt am
certificate-valid-until = Gültig bis
certificate-rule = Wie die Stufe entschieden wird
certificate-framework = Kompetenzrahmen
certificate-version = Version
certificate-credential = Zertifikat
certificate-verify = So wird geprüft
certificate-verify-there = Das signierte Zertifikat ist an dieses PDF angehängt. Öffnen Sie die Adresse unten oder fotografieren Sie den Code und reichen Sie diese Datei ein: Sie wird sofort geprüft.
certificate-verify-anywhere = Das signierte Zertifikat ist an dieses PDF angehängt. Reichen Sie diese Datei bei einem beliebigen Prüfprogramm für solche Zertifikate ein, das PDF liest, oder entnehmen Sie den Anhang und reichen Sie diesen ein.
certificate-code = QR-Code der Adresse unten
certificate-attachment = Das signierte Zertifikat

## Letters
letters-claim-subject = Ihr Zertifikat von { $issuer }
letters-claim-lead = { $issuer } hat ein Zertifikat für Sie. Öffnen Sie diesen Link, um es anzusehen und mitzunehmen:
letters-claim-until = Der Link funktioniert einmal, bis { $day }. Danach bitten Sie um einen neuen.
letters-claim-not-you = Wenn Sie nicht wissen, worum es geht, löschen Sie diese E-Mail: Es geschieht nichts.
letters-entry-subject = Ihre Lernakte
letters-entry-lead = { $count ->
    [one] Jemand, sehr wahrscheinlich Sie, möchte die Lernakte zu dieser Adresse ansehen. Öffnen Sie diesen Link:
   *[other] Jemand, sehr wahrscheinlich Sie, möchte die Lernakten zu dieser Adresse ansehen. Öffnen Sie einen Link:
}
letters-entry-whose = { $name }, bei { $issuer }:
letters-entry-nobody = Ihre Lernakte bei { $issuer }:
letters-entry-until = { $minutes ->
    [one] Er funktioniert einmal, eine Minute lang.
   *[other] Er funktioniert einmal, { $minutes } Minuten lang.
}
letters-entry-not-you = Wenn Sie das nicht waren, löschen Sie diese E-Mail: Ohne sie kommt niemand herein.
