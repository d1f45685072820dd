<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>BodyContent</name>
    <message>
        <source>The body is empty.</source>
        <translation>Der Inhalt ist leer.</translation>
    </message>
    <message>
        <source>Not a picture in a known format (PNG, JPEG, GIF, SVG …).</source>
        <translation>Kein Bild in einem bekannten Format (PNG, JPEG, GIF, SVG …).</translation>
    </message>
    <message>
        <source>The picture does not decode: %1.</source>
        <translation>Das Bild lässt sich nicht dekodieren: %1.</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3</source>
        <translation>%1 × %2 Pixel, %3</translation>
    </message>
    <message>
        <source>The SVG drawing does not decode.</source>
        <translation>Die SVG-Zeichnung lässt sich nicht dekodieren.</translation>
    </message>
    <message>
        <source>%1 × %2, SVG</source>
        <translation>%1 × %2, SVG</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>Es ist nichts darin.</translation>
    </message>
    <message>
        <source>The body is compressed (%1), which is not opened here.</source>
        <translation>Der Inhalt ist komprimiert (%1), was hier nicht geöffnet wird.</translation>
    </message>
    <message>
        <source>There is more than %1 in it.</source>
        <translation>Darin ist mehr als %1.</translation>
    </message>
    <message>
        <source>Not %1: %2</source>
        <translation>Kein %1: %2</translation>
    </message>
    <message>
        <source>%1 is damaged or cut: %2 What could be opened is shown.</source>
        <translation>%1 ist beschädigt oder abgeschnitten: %2 Gezeigt wird, was sich öffnen ließ.</translation>
    </message>
    <message>
        <source>Only the first %1 in it are opened.</source>
        <translation>Nur die ersten %1 darin sind geöffnet.</translation>
    </message>
    <message>
        <source>Not valid UTF-8; shown as %1, which is a guess.</source>
        <translation>Kein gültiges UTF-8; gezeigt als %1, was geraten ist.</translation>
    </message>
    <message>
        <source>Some bytes are no characters of %1.</source>
        <translation>Einige Bytes sind keine Zeichen von %1.</translation>
    </message>
    <message>
        <source>The body is read as text. The menu “Read as” says so.</source>
        <translation>Der Inhalt wird als Text gelesen. Das sagt das Menü „Lesen als“.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Neither text nor one of the binary formats.</source>
        <translation>Weder Text noch eines der binären Formate.</translation>
    </message>
    <message>
        <source>a single value, which it may be by chance.</source>
        <translation>ein einzelner Wert, was auch Zufall sein kann.</translation>
    </message>
    <message>
        <source>Not %1, which is text: %2</source>
        <translation>Kein %1, das Text ist: %2</translation>
    </message>
    <message>
        <source>Valid %1, but more than %2 values: too many for a tree.</source>
        <translation>Gültiges %1, aber mehr als %2 Werte: zu viele für einen Baum.</translation>
    </message>
</context>
<context>
    <name>BrokerOptions</name>
    <message>
        <source>AMQP</source>
        <translation>AMQP</translation>
    </message>
    <message>
        <source>Where AMQP 0-9-1 clients connect: address and port, or off. 0.0.0.0 lets other machines in.</source>
        <translation>Wo AMQP-0-9-1-Clients sich verbinden: Adresse und Port, oder off. 0.0.0.0 lässt andere Rechner ein.</translation>
    </message>
    <message>
        <source>AMQP with TLS</source>
        <translation>AMQP mit TLS</translation>
    </message>
    <message>
        <source>The same, encrypted. Without anything here it is there when there is a certificate.</source>
        <translation>Dasselbe, verschlüsselt. Steht hier nichts, gibt es das, wenn es ein Zertifikat gibt.</translation>
    </message>
    <message>
        <source>Kafka</source>
        <translation>Kafka</translation>
    </message>
    <message>
        <source>Where Kafka clients connect, or off.</source>
        <translation>Wo Kafka-Clients sich verbinden, oder off.</translation>
    </message>
    <message>
        <source>Kafka, advertised</source>
        <translation>Kafka, bekannt gemacht</translation>
    </message>
    <message>
        <source>where the client has connected</source>
        <translation>wo der Client sich verbunden hat</translation>
    </message>
    <message>
        <source>Where Kafka clients are told to connect: the name by which other machines know this one.</source>
        <translation>Wohin Kafka-Clients geschickt werden: der Name, unter dem andere Rechner diesen kennen.</translation>
    </message>
    <message>
        <source>Local socket</source>
        <translation>Lokaler Socket</translation>
    </message>
    <message>
        <source>A name, or a path; for clients on this machine, of this user only. Or off.</source>
        <translation>Ein Name oder ein Pfad; für Clients auf diesem Rechner, nur dieses Benutzers. Oder off.</translation>
    </message>
    <message>
        <source>Make topics</source>
        <translation>Topics anlegen</translation>
    </message>
    <message>
        <source>on: a topic is made when a Kafka client asks for it. off: it has to be made first.</source>
        <translation>on: ein Topic wird angelegt, wenn ein Kafka-Client danach fragt. off: es muss vorher angelegt werden.</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>Partitionen</translation>
    </message>
    <message>
        <source>Of a topic whose maker does not say how many.</source>
        <translation>Eines Topics, bei dem nicht gesagt wird, wie viele.</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Milliseconds that such a topic keeps its records; -1: for ever.</source>
        <translation>Millisekunden, die ein solches Topic seine Datensätze behält; -1: für immer.</translation>
    </message>
    <message>
        <source>Confirm after the disk</source>
        <translation>Erst Platte, dann Bestätigung</translation>
    </message>
    <message>
        <source>on: what was confirmed survives a power failure. off is faster, and survives a crash of the program only.</source>
        <translation>on: was bestätigt wurde, übersteht einen Stromausfall. off ist schneller und übersteht nur einen Absturz des Programms.</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>Speichergrenze</translation>
    </message>
    <message>
        <source>40 % of the machine’s memory</source>
        <translation>40 % des Arbeitsspeichers</translation>
    </message>
    <message>
        <source>Publishers wait above it: 500MB, 2GiB; 0: no limit.</source>
        <translation>Darüber warten Publisher: 500MB, 2GiB; 0: keine Grenze.</translation>
    </message>
    <message>
        <source>Free disk limit</source>
        <translation>Freier Plattenplatz</translation>
    </message>
    <message>
        <source>Publishers wait when the disk has less; 0: no limit.</source>
        <translation>Publisher warten, wenn die Platte weniger hat; 0: keine Grenze.</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>That one connection may have.</source>
        <translation>Die eine Verbindung haben darf.</translation>
    </message>
    <message>
        <source>Consumer timeout</source>
        <translation>Zeitgrenze für Consumer</translation>
    </message>
    <message>
        <source>Milliseconds that a delivery may stay unacknowledged; 0: for ever.</source>
        <translation>Millisekunden, die eine Zustellung unbestätigt bleiben darf; 0: für immer.</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Give it a name.</source>
        <translation>Einen Namen geben.</translation>
    </message>
    <message>
        <source>Names that begin with amq. are the broker&apos;s own.</source>
        <translation>Namen, die mit amq. beginnen, gehören dem Broker.</translation>
    </message>
    <message>
        <source>A name has at most %1 bytes of UTF-8; this one has %2.</source>
        <translation>Ein Name hat höchstens %1 Bytes in UTF-8; dieser hat %2.</translation>
    </message>
    <message>
        <source>Letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos; only, and not &apos;.&apos; or &apos;..&apos; alone.</source>
        <translation>Nur Buchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos;, und nicht &apos;.&apos; oder &apos;..&apos; allein.</translation>
    </message>
    <message>
        <source>At most %1 characters; this one has %2.</source>
        <translation>Höchstens %1 Zeichen; dies hier hat %2.</translation>
    </message>
    <message>
        <source>A routing key has at most %1 bytes of UTF-8; this one has %2.</source>
        <translation>Ein Routing-Key hat höchstens %1 Bytes in UTF-8; dieser hat %2.</translation>
    </message>
</context>
<context>
    <name>ClientEvents</name>
    <message>
        <source>It was closed by hand, or what it worked in was deleted.</source>
        <translation>Sie wurde von Hand geschlossen, oder worin sie arbeitete, wurde gelöscht.</translation>
    </message>
    <message>
        <source>It asked for a virtual host that is not there.</source>
        <translation>Er wollte einen Virtual Host, den es nicht gibt.</translation>
    </message>
    <message>
        <source>Its user may not do that; Users shows who may do what.</source>
        <translation>Sein Benutzer darf das nicht; unter Benutzer steht, wer was darf.</translation>
    </message>
    <message>
        <source>It asked for a queue or an exchange that is not there.</source>
        <translation>Er wollte eine Queue oder einen Exchange, die es nicht gibt.</translation>
    </message>
    <message>
        <source>The queue belongs to another connection alone.</source>
        <translation>Die Queue gehört allein einer anderen Verbindung.</translation>
    </message>
    <message>
        <source>What it asked for does not fit what is there: other arguments than the queue or exchange has, a delivery tag that is not open, or an acknowledgement that came too late.</source>
        <translation>Was er wollte, passt nicht zu dem, was da ist: andere Argumente als die Queue oder der Exchange hat, ein Delivery-Tag, der nicht offen ist, oder eine Bestätigung, die zu spät kam.</translation>
    </message>
    <message>
        <source>It sent bytes that are no frame.</source>
        <translation>Er hat Bytes gesendet, die kein Frame sind.</translation>
    </message>
    <message>
        <source>It sent a frame whose content can not be read.</source>
        <translation>Er hat ein Frame gesendet, dessen Inhalt nicht lesbar ist.</translation>
    </message>
    <message>
        <source>It sent a command that is not valid here.</source>
        <translation>Er hat ein Kommando gesendet, das hier nicht gilt.</translation>
    </message>
    <message>
        <source>It used a channel that is not open, or opened one twice.</source>
        <translation>Er hat einen Kanal benutzt, der nicht offen ist, oder einen zweimal geöffnet.</translation>
    </message>
    <message>
        <source>It sent a frame that does not belong there.</source>
        <translation>Er hat ein Frame gesendet, das nicht dorthin gehört.</translation>
    </message>
    <message>
        <source>It asked for more than the broker gives one client.</source>
        <translation>Er wollte mehr, als der Broker einem Client gibt.</translation>
    </message>
    <message>
        <source>It asked for what is not allowed, or a limit is reached.</source>
        <translation>Er wollte etwas, das nicht erlaubt ist, oder eine Grenze ist erreicht.</translation>
    </message>
    <message>
        <source>This broker does not have what it asked for.</source>
        <translation>Dieser Broker hat nicht, was er wollte.</translation>
    </message>
    <message>
        <source>The broker could not do its part.</source>
        <translation>Der Broker konnte seinen Teil nicht tun.</translation>
    </message>
</context>
<context>
    <name>DataRows</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>A data file has at most %1.</source>
        <translation>Eine Datendatei hat höchstens %1.</translation>
    </message>
    <message>
        <source>The data file has no rows.</source>
        <translation>Die Datendatei hat keine Zeilen.</translation>
    </message>
    <message>
        <source>A data file has at most %1 rows.</source>
        <translation>Eine Datendatei hat höchstens %1 Zeilen.</translation>
    </message>
    <message>
        <source>The data file cannot be read.</source>
        <translation>Die Datendatei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Row %1 of the data file is no CSV: a quote is out of place.</source>
        <translation>Zeile %1 der Datendatei ist kein CSV: ein Anführungszeichen steht falsch.</translation>
    </message>
    <message>
        <source>The data file is empty.</source>
        <translation>Die Datendatei ist leer.</translation>
    </message>
    <message>
        <source>Row %1 of the data file is no JSON object: %2</source>
        <translation>Zeile %1 der Datendatei ist kein JSON-Objekt: %2</translation>
    </message>
</context>
<context>
    <name>DeadLetters</name>
    <message>
        <source>a queue that is not named</source>
        <translation>einer nicht genannten Queue</translation>
    </message>
    <message>
        <source> by %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source> %1 times</source>
        <translation> %1-mal</translation>
    </message>
    <message>
        <source>rejected%1%2 in %3</source>
        <translation>abgelehnt%1%2 in %3</translation>
    </message>
    <message>
        <source>expired%1 in %2</source>
        <translation>abgelaufen%1 in %2</translation>
    </message>
    <message>
        <source>went over the limit of %1%2</source>
        <translation>über die Grenze von %1%2</translation>
    </message>
    <message>
        <source>returned too often%1%2 in %3</source>
        <translation>zu oft zurückgegeben%1%2 in %3</translation>
    </message>
    <message>
        <source>died%1 in %2, for the reason “%3”</source>
        <translation>gestorben%1 in %2, aus dem Grund „%3“</translation>
    </message>
    <message>
        <source>; it had %1 to live</source>
        <translation>; sie hatte %1 zu leben</translation>
    </message>
    <message>
        <source>; its expiration was “%1”</source>
        <translation>; ihr Ablauf war „%1“</translation>
    </message>
    <message>
        <source>%1, last at %2</source>
        <translation>%1, zuletzt um %2</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 um %2</translation>
    </message>
    <message>
        <source>%1, first at %2</source>
        <translation>%1, zuerst um %2</translation>
    </message>
    <message>
        <source>It had been published straight to %1.</source>
        <translation>Sie war direkt an %1 veröffentlicht worden.</translation>
    </message>
    <message>
        <source>It had come through the exchange %1.</source>
        <translation>Sie war durch den Exchange %1 gekommen.</translation>
    </message>
    <message>
        <source>It had come through the exchange %1 with the key %2.</source>
        <translation>Sie war durch den Exchange %1 mit dem Key %2 gekommen.</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation>über der Grenze</translation>
    </message>
    <message>
        <source>returned too often</source>
        <translation>zu oft zurückgegeben</translation>
    </message>
    <message>
        <source>A consumer refused it with basic.reject or basic.nack, and did not want it back.</source>
        <translation>Ein Consumer hat sie mit basic.reject oder basic.nack abgelehnt und wollte sie nicht wieder.</translation>
    </message>
    <message>
        <source>It waited longer than its time to live, or that of its queue, and no consumer took it.</source>
        <translation>Sie wartete länger als ihre Lebensdauer oder die ihrer Queue, und kein Consumer nahm sie.</translation>
    </message>
    <message>
        <source>Its queue had reached its limit (x-max-length, x-max-length-bytes), and a newer message came.</source>
        <translation>Ihre Queue war an ihrer Grenze (x-max-length, x-max-length-bytes), und eine neuere Nachricht kam.</translation>
    </message>
    <message>
        <source>Consumers gave it back more often than its queue allows (x-delivery-limit).</source>
        <translation>Consumer gaben sie öfter zurück, als ihre Queue erlaubt (x-delivery-limit).</translation>
    </message>
    <message>
        <source>died</source>
        <translation>gestorben</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>before that, %1</source>
        <translation>davor %1</translation>
    </message>
</context>
<context>
    <name>Decoding</name>
    <message>
        <source>There is no value.</source>
        <translation>Es gibt keinen Wert.</translation>
    </message>
    <message>
        <source>Bytes follow after the value.</source>
        <translation>Nach dem Wert folgen Bytes.</translation>
    </message>
    <message>
        <source>A break stands where a value is expected.</source>
        <translation>Wo ein Wert erwartet wird, steht ein Break.</translation>
    </message>
    <message>
        <source>The values are nested more than %1 deep.</source>
        <translation>Die Werte sind mehr als %1 tief verschachtelt.</translation>
    </message>
    <message>
        <source>%1 values are announced, but only %2 bytes are left.</source>
        <translation>%1 Werte sind angekündigt, aber nur %2 Bytes sind übrig.</translation>
    </message>
    <message>
        <source>A break stands where a name is expected.</source>
        <translation>Wo ein Name erwartet wird, steht ein Break.</translation>
    </message>
    <message>
        <source>A name is nested more than %1 deep.</source>
        <translation>Ein Name ist mehr als %1 tief verschachtelt.</translation>
    </message>
    <message>
        <source>The body is too long for a tree.</source>
        <translation>Der Inhalt ist zu lang für einen Baum.</translation>
    </message>
    <message>
        <source>date and time</source>
        <translation>Datum und Zeit</translation>
    </message>
    <message>
        <source>seconds since 1970</source>
        <translation>Sekunden seit 1970</translation>
    </message>
    <message>
        <source>big integer</source>
        <translation>große Ganzzahl</translation>
    </message>
    <message>
        <source>decimal fraction</source>
        <translation>Dezimalbruch</translation>
    </message>
    <message>
        <source>CBOR as bytes</source>
        <translation>CBOR als Bytes</translation>
    </message>
    <message>
        <source>CBOR</source>
        <translation>CBOR</translation>
    </message>
    <message>
        <source>The bytes end within a value.</source>
        <translation>Die Bytes enden mitten in einem Wert.</translation>
    </message>
    <message>
        <source>No value begins with the byte 0x%1.</source>
        <translation>Kein Wert beginnt mit dem Byte 0x%1.</translation>
    </message>
    <message>
        <source>%1 bytes are announced, but only %2 are left.</source>
        <translation>%1 Bytes sind angekündigt, aber nur %2 sind übrig.</translation>
    </message>
    <message>
        <source>The text is not UTF-8.</source>
        <translation>Der Text ist kein UTF-8.</translation>
    </message>
    <message>
        <source>More than %1 tags stand before one value.</source>
        <translation>Vor einem Wert stehen mehr als %1 Tags.</translation>
    </message>
    <message>
        <source>The bytes end within a text in pieces.</source>
        <translation>Die Bytes enden in einem Text aus Stücken.</translation>
    </message>
    <message>
        <source>This is no piece of the text that goes on here.</source>
        <translation>Das ist kein Stück des Textes, der hier weitergeht.</translation>
    </message>
    <message>
        <source>tag %1</source>
        <translation>Tag %1</translation>
    </message>
    <message>
        <source>tag %1, %2</source>
        <translation>Tag %1, %2</translation>
    </message>
    <message>
        <source>The body has zero bytes, so it is not text.</source>
        <translation>Der Inhalt enthält Null-Bytes, ist also kein Text.</translation>
    </message>
    <message>
        <source>The body is binary: it is not UTF-8, and every fiftieth byte or more is a control character.</source>
        <translation>Der Inhalt ist binär: er ist kein UTF-8, und mindestens jedes fünfzigste Byte ist ein Steuerzeichen.</translation>
    </message>
    <message>
        <source>The bytes end before what is packed in them does.</source>
        <translation>Die Bytes enden, bevor das Gepackte zu Ende ist.</translation>
    </message>
    <message>
        <source>There is no memory to open it.</source>
        <translation>Zum Öffnen fehlt der Speicher.</translation>
    </message>
    <message>
        <source>These are not the bytes of this compression.</source>
        <translation>Das sind nicht die Bytes dieser Komprimierung.</translation>
    </message>
    <message>
        <source>Other bytes follow.</source>
        <translation>Andere Bytes folgen.</translation>
    </message>
    <message>
        <source>There is no such piece in this compression.</source>
        <translation>Ein solches Stück gibt es in dieser Komprimierung nicht.</translation>
    </message>
    <message>
        <source>A piece of it is damaged.</source>
        <translation>Ein Stück davon ist beschädigt.</translation>
    </message>
    <message>
        <source>No base64 has the byte 0x%1.</source>
        <translation>Kein Base64 hat das Byte 0x%1.</translation>
    </message>
    <message>
        <source>The bytes end where a value is expected.</source>
        <translation>Die Bytes enden, wo ein Wert erwartet wird.</translation>
    </message>
    <message>
        <source>time stamp</source>
        <translation>Zeitstempel</translation>
    </message>
    <message>
        <source>extension %1</source>
        <translation>Erweiterung %1</translation>
    </message>
    <message>
        <source>The bytes end within the number of a field.</source>
        <translation>Die Bytes enden in der Nummer eines Feldes.</translation>
    </message>
    <message>
        <source>No field has the number %1.</source>
        <translation>Kein Feld hat die Nummer %1.</translation>
    </message>
    <message>
        <source>There is no wire type %1.</source>
        <translation>Es gibt keinen Wire-Typ %1.</translation>
    </message>
    <message>
        <source>Field %1 is a number that does not end.</source>
        <translation>Feld %1 ist eine Zahl, die nicht endet.</translation>
    </message>
    <message>
        <source>Field %1 has a length that does not end.</source>
        <translation>Feld %1 hat eine Länge, die nicht endet.</translation>
    </message>
    <message>
        <source>Field %1 is said to have %2 bytes, but only %3 are left.</source>
        <translation>Feld %1 soll %2 Bytes haben, aber nur %3 sind übrig.</translation>
    </message>
    <message>
        <source>Field %1 is a number of %2 bytes, but only %3 are left.</source>
        <translation>Feld %1 ist eine Zahl von %2 Bytes, aber nur %3 sind übrig.</translation>
    </message>
    <message>
        <source>There is no field.</source>
        <translation>Es gibt kein Feld.</translation>
    </message>
    <message>
        <source>A group ends here that did not begin.</source>
        <translation>Hier endet eine Gruppe, die nicht begonnen hat.</translation>
    </message>
    <message>
        <source>Group %1 does not end.</source>
        <translation>Gruppe %1 endet nicht.</translation>
    </message>
    <message>
        <source>Groups are nested more than %1 deep.</source>
        <translation>Gruppen sind mehr als %1 tief verschachtelt.</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>packed %1</source>
        <translation>gepackt %1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>byte %1: %2</source>
        <translation>Byte %1: %2</translation>
    </message>
    <message>
        <source>The elements are nested more than %1 deep.</source>
        <translation>Die Elemente sind mehr als %1 tief verschachtelt.</translation>
    </message>
    <message>
        <source>The text is too long for a tree.</source>
        <translation>Der Text ist zu lang für einen Baum.</translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>FieldText</name>
    <message>
        <source>A whole number between %1 and %2.</source>
        <translation>Eine ganze Zahl zwischen %1 und %2.</translation>
    </message>
    <message>
        <source>true or false.</source>
        <translation>true oder false.</translation>
    </message>
    <message>
        <source>A number, for instance 9.5.</source>
        <translation>Eine Zahl, zum Beispiel 9.5.</translation>
    </message>
    <message>
        <source>A decimal number of at most nine digits, for instance 12.50.</source>
        <translation>Eine Dezimalzahl mit höchstens neun Ziffern, zum Beispiel 12.50.</translation>
    </message>
    <message>
        <source>Seconds since 1970, or a time such as 2026-11-22T12:00:00Z.</source>
        <translation>Sekunden seit 1970, oder eine Zeit wie 2026-11-22T12:00:00Z.</translation>
    </message>
    <message>
        <source>Bytes as pairs of hexadecimal digits, for instance 0x00ff.</source>
        <translation>Bytes als Paare hexadezimaler Ziffern, zum Beispiel 0x00ff.</translation>
    </message>
    <message>
        <source>Not JSON: %1 at character %2.</source>
        <translation>Kein JSON: %1 bei Zeichen %2.</translation>
    </message>
    <message>
        <source>A JSON list, for instance [1, &quot;two&quot;].</source>
        <translation>Eine JSON-Liste, zum Beispiel [1, &quot;zwei&quot;].</translation>
    </message>
    <message>
        <source>A JSON object, for instance {&quot;a&quot;: 1}.</source>
        <translation>Ein JSON-Objekt, zum Beispiel {&quot;a&quot;: 1}.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>any text</source>
        <translation>beliebiger Text</translation>
    </message>
    <message>
        <source>integer</source>
        <translation>Ganzzahl</translation>
    </message>
    <message>
        <source>42</source>
        <translation>42</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>Wahrheitswert</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>9.5</source>
        <translation>9.5</translation>
    </message>
    <message>
        <source>timestamp</source>
        <translation>Zeitstempel</translation>
    </message>
    <message>
        <source>2026-11-22T12:00:00Z</source>
        <translation>2026-11-22T12:00:00Z</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>{&quot;a&quot;: 1}</source>
        <translation>{&quot;a&quot;: 1}</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>[1, &quot;two&quot;]</source>
        <translation>[1, &quot;zwei&quot;]</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>0x00ff</source>
        <translation>0x00ff</translation>
    </message>
    <message>
        <source>decimal</source>
        <translation>Dezimalzahl</translation>
    </message>
    <message>
        <source>12.50</source>
        <translation>12.50</translation>
    </message>
    <message>
        <source>number, 32 bit</source>
        <translation>Zahl, 32 Bit</translation>
    </message>
    <message>
        <source>integer, 32 bit</source>
        <translation>Ganzzahl, 32 Bit</translation>
    </message>
    <message>
        <source>unsigned, 32 bit</source>
        <translation>ohne Vorzeichen, 32 Bit</translation>
    </message>
    <message>
        <source>unsigned, 64 bit</source>
        <translation>ohne Vorzeichen, 64 Bit</translation>
    </message>
    <message>
        <source>integer, 16 bit</source>
        <translation>Ganzzahl, 16 Bit</translation>
    </message>
    <message>
        <source>unsigned, 16 bit</source>
        <translation>ohne Vorzeichen, 16 Bit</translation>
    </message>
    <message>
        <source>integer, 8 bit</source>
        <translation>Ganzzahl, 8 Bit</translation>
    </message>
    <message>
        <source>unsigned, 8 bit</source>
        <translation>ohne Vorzeichen, 8 Bit</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>An unknown type.</source>
        <translation>Ein unbekannter Typ.</translation>
    </message>
</context>
<context>
    <name>FieldTypes</name>
    <message>
        <source>1 entry</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>%1 Einträge</translation>
    </message>
    <message>
        <source>1 item</source>
        <translation>1 Element</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>%1 Elemente</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>blocked: %1</source>
        <translation>blockiert: %1</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>gebremst</translation>
    </message>
    <message>
        <source>held back: %1</source>
        <translation>gebremst: %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>full: limit %1</source>
        <translation>voll: Grenze %1</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>Grenze %1</translation>
    </message>
    <message>
        <source>%1 consumer</source>
        <translation>%1 Consumer</translation>
    </message>
    <message>
        <source>%1 consumers</source>
        <translation>%1 Consumer</translation>
    </message>
    <message>
        <source>no consumer</source>
        <translation>kein Consumer</translation>
    </message>
    <message>
        <source>%1 delayed</source>
        <translation>%1 verzögert</translation>
    </message>
    <message>
        <source>%1 dead letters wait</source>
        <translation>%1 Dead Letters warten</translation>
    </message>
    <message>
        <source>topic exchange</source>
        <translation>Topic-Exchange</translation>
    </message>
    <message>
        <source>Exchange %1, %2: %3 in, %4 out to queues</source>
        <translation>Exchange %1, %2: %3 hinein, %4 hinaus zu Queues</translation>
    </message>
    <message>
        <source>%1 matched no binding</source>
        <translation>%1 passten zu keinem Binding</translation>
    </message>
    <message>
        <source>Queue %1: %2 ready, %3 unacked; %4 in, %5 out; %6</source>
        <translation>Queue %1: %2 bereit, %3 unbestätigt; %4 hinein, %5 hinaus; %6</translation>
    </message>
    <message>
        <source>It keeps dead letters.</source>
        <translation>Sie bewahrt Dead Letters auf.</translation>
    </message>
    <message>
        <source>%1 partition</source>
        <translation>%1 Partition</translation>
    </message>
    <message>
        <source>%1 partitions</source>
        <translation>%1 Partitionen</translation>
    </message>
    <message>
        <source>Topic %1: %2 messages in %3, %4 in</source>
        <translation>Topic %1: %2 Nachrichten in %3, %4 hinein</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>%1 publishes: %2</source>
        <translation>%1 veröffentlicht: %2</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>%1 unacked</source>
        <translation>%1 unbestätigt</translation>
    </message>
    <message>
        <source>prefetch %1</source>
        <translation>Prefetch %1</translation>
    </message>
    <message>
        <source>%1 consumes: %2, %3 unacked</source>
        <translation>%1 nimmt ab: %2, %3 unbestätigt</translation>
    </message>
    <message>
        <source>It holds as many messages as its prefetch allows.</source>
        <translation>Er hält so viele Nachrichten, wie sein Prefetch erlaubt.</translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>Lag %1</translation>
    </message>
    <message>
        <source>no member</source>
        <translation>kein Mitglied</translation>
    </message>
    <message>
        <source>Consumer group %1: %2</source>
        <translation>Consumer-Gruppe %1: %2</translation>
    </message>
    <message>
        <source>%1 +%2</source>
        <translation>%1 +%2</translation>
    </message>
    <message>
        <source>%1 is bound to %2</source>
        <translation>%1 ist an %2 gebunden</translation>
    </message>
    <message>
        <source>Dead letters of %1 go to %2</source>
        <translation>Dead Letters von %1 gehen an %2</translation>
    </message>
    <message>
        <source>Dead letters of %1 go to %2, with the key %3</source>
        <translation>Dead Letters von %1 gehen an %2, mit dem Key %3</translation>
    </message>
    <message>
        <source>What %1 can not route goes to %2</source>
        <translation>Was %1 nicht routen kann, geht an %2</translation>
    </message>
    <message>
        <source>%1 is reached by its name</source>
        <translation>%1 wird über ihren Namen erreicht</translation>
    </message>
    <message>
        <source>%1 publishes to %2: %3</source>
        <translation>%1 veröffentlicht an %2: %3</translation>
    </message>
    <message>
        <source>%1 takes from %2: %3</source>
        <translation>%1 nimmt aus %2: %3</translation>
    </message>
    <message>
        <source>nobody takes anything</source>
        <translation>niemand nimmt etwas ab</translation>
    </message>
    <message>
        <source>%1 takes %2</source>
        <translation>%1 nimmt %2</translation>
    </message>
    <message>
        <source>%1 consumers take %2</source>
        <translation>%1 Consumer nehmen %2</translation>
    </message>
    <message>
        <source>%1 is not read any more: %2</source>
        <translation>%1 wird nicht mehr gelesen: %2</translation>
    </message>
    <message>
        <source>%1 has to wait: the broker is %2</source>
        <translation>%1 muss warten: der Broker ist %2</translation>
    </message>
    <message>
        <source>Publishers have to wait: the broker is %1</source>
        <translation>Publisher müssen warten: der Broker ist %1</translation>
    </message>
    <message>
        <source>%1 is full: %2 arrive, and as many are dropped or refused</source>
        <translation>%1 ist voll: %2 kommen an, und ebenso viele werden verworfen oder abgelehnt</translation>
    </message>
    <message>
        <source>%1, %2 arrive in %3: full in about %4</source>
        <translation>%1, %2 kommen in %3 an: voll in etwa %4</translation>
    </message>
    <message>
        <source>Messages of %1 become dead letters: %2</source>
        <translation>Nachrichten von %1 werden Dead Letters: %2</translation>
    </message>
    <message>
        <source>Nobody consumes from %1, where %2</source>
        <translation>Niemand nimmt aus %1, wo %2</translation>
    </message>
    <message>
        <source>%1 message waits</source>
        <translation>%1 Nachricht wartet</translation>
    </message>
    <message>
        <source>%1 messages wait</source>
        <translation>%1 Nachrichten warten</translation>
    </message>
    <message>
        <source>%1, %2 arrive in %3: it grows by %4</source>
        <translation>%1, %2 kommen in %3 an: sie wächst um %4</translation>
    </message>
    <message>
        <source>The group %1 is %2 and %3 behind</source>
        <translation>Die Gruppe %1 liegt %2 und %3 zurück</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>%1 match no binding and go nowhere</source>
        <translation>%1 passen zu keinem Binding und gehen nirgendwohin</translation>
    </message>
    <message>
        <source>Nothing moves; %1</source>
        <translation>Nichts bewegt sich; %1</translation>
    </message>
    <message>
        <source>Nothing moves, and nothing waits</source>
        <translation>Nichts bewegt sich, und nichts wartet</translation>
    </message>
    <message>
        <source>%1 in, %2 out: everybody keeps up</source>
        <translation>%1 hinein, %2 hinaus: alle kommen mit</translation>
    </message>
</context>
<context>
    <name>Generator</name>
    <message>
        <source>This is not hex: pairs of 0-9 and a-f, blanks between them as you like.</source>
        <translation>Das ist kein Hex: Paare aus 0-9 und a-f, mit Leerzeichen dazwischen nach Belieben.</translation>
    </message>
    <message>
        <source>This is not base64.</source>
        <translation>Das ist kein Base64.</translation>
    </message>
    <message>
        <source>The target</source>
        <translation>Das Ziel</translation>
    </message>
    <message>
        <source>The key</source>
        <translation>Der Key</translation>
    </message>
    <message>
        <source>The partition</source>
        <translation>Die Partition</translation>
    </message>
    <message>
        <source>The timestamp</source>
        <translation>Der Zeitstempel</translation>
    </message>
    <message>
        <source>The routing key</source>
        <translation>Der Routing-Key</translation>
    </message>
    <message>
        <source>The body</source>
        <translation>Der Inhalt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Name the queue to publish to.</source>
        <translation>Die Queue nennen, an die veröffentlicht wird.</translation>
    </message>
    <message>
        <source>Name the topic to publish to.</source>
        <translation>Das Topic nennen, an das veröffentlicht wird.</translation>
    </message>
    <message>
        <source>Choose the file that is the body.</source>
        <translation>Die Datei wählen, die der Inhalt ist.</translation>
    </message>
    <message>
        <source>Only records of a topic may be without a body.</source>
        <translation>Nur Datensätze eines Topics dürfen ohne Inhalt sein.</translation>
    </message>
    <message>
        <source>The body is larger than 128 MiB.</source>
        <translation>Der Inhalt ist größer als 128 MiB.</translation>
    </message>
    <message>
        <source>Names and routing keys have at most %1 bytes.</source>
        <translation>Namen und Routing-Keys haben höchstens %1 Bytes.</translation>
    </message>
    <message>
        <source>The partition is a number, or empty: by the key.</source>
        <translation>Die Partition ist eine Zahl, oder leer: nach dem Key.</translation>
    </message>
    <message>
        <source>The timestamp is now, a time such as 2026-11-22T12:01:07Z, or milliseconds since 1970.</source>
        <translation>Der Zeitstempel ist now, eine Zeit wie 2026-11-22T12:01:07Z, oder Millisekunden seit 1970.</translation>
    </message>
</context>
<context>
    <name>Journey</name>
    <message>
        <source>%1 · %2 @ %3</source>
        <translation>%1 · %2 @ %3</translation>
    </message>
    <message>
        <source>a queue that is gone</source>
        <translation>eine Queue, die weg ist</translation>
    </message>
    <message>
        <source>a client that is gone</source>
        <translation>ein Client, der weg ist</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>Kanal %1</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>published</source>
        <translation>veröffentlicht</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>an %1</translation>
    </message>
    <message>
        <source>to %1 with key %2</source>
        <translation>an %1 mit Key %2</translation>
    </message>
    <message>
        <source>by whom is not known</source>
        <translation>von wem, ist nicht bekannt</translation>
    </message>
    <message>
        <source>routed</source>
        <translation>geroutet</translation>
    </message>
    <message>
        <source>to %1 queue</source>
        <translation>an %1 Queue</translation>
    </message>
    <message>
        <source>to %1 queues</source>
        <translation>an %1 Queues</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>binding %1</source>
        <translation>Binding %1</translation>
    </message>
    <message>
        <source>bindings %1</source>
        <translation>Bindings %1</translation>
    </message>
    <message>
        <source>(as they are now)</source>
        <translation>(wie sie jetzt sind)</translation>
    </message>
    <message>
        <source>enqueued</source>
        <translation>eingereiht</translation>
    </message>
    <message>
        <source>appended</source>
        <translation>angehängt</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>durch %1</translation>
    </message>
    <message>
        <source>through %1 with key %2</source>
        <translation>durch %1 mit Key %2</translation>
    </message>
    <message>
        <source>fetched</source>
        <translation>abgeholt</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>consumer %1</source>
        <translation>Consumer %1</translation>
    </message>
    <message>
        <source>by get</source>
        <translation>durch Get</translation>
    </message>
    <message>
        <source>(no acknowledgement needed)</source>
        <translation>(ohne Bestätigung)</translation>
    </message>
    <message>
        <source>replayed</source>
        <translation>abgespielt</translation>
    </message>
    <message>
        <source>as message %1</source>
        <translation>als Nachricht %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>um %1</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1-mal</translation>
    </message>
    <message>
        <source>not routed</source>
        <translation>nicht geroutet</translation>
    </message>
    <message>
        <source>the dead-letter exchange does not exist</source>
        <translation>den Dead-Letter-Exchange gibt es nicht</translation>
    </message>
    <message>
        <source>nothing in %1 took it</source>
        <translation>nichts in %1 nahm sie</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>kept in %1</source>
        <translation>aufbewahrt in %1</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>gehalten von %1</translation>
    </message>
    <message>
        <source>not acknowledged yet, in %1</source>
        <translation>noch nicht bestätigt, in %1</translation>
    </message>
    <message>
        <source>waits in %1</source>
        <translation>wartet in %1</translation>
    </message>
    <message>
        <source>for its next try at %1</source>
        <translation>auf den nächsten Versuch um %1</translation>
    </message>
    <message>
        <source>ready in %1</source>
        <translation>bereit in %1</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>requeued</source>
        <translation>zurückgereiht</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>dead-lettered</source>
        <translation>zum Dead Letter geworden</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>zurückgegeben</translation>
    </message>
    <message>
        <source>it was mandatory</source>
        <translation>sie war mandatory</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
    <message>
        <source>by hand out of %1</source>
        <translation>von Hand aus %1</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>by a breakpoint, before it was routed</source>
        <translation>von einem Haltepunkt, bevor sie geroutet wurde</translation>
    </message>
    <message>
        <source>%1 earlier step is not shown</source>
        <translation>%1 früherer Schritt wird nicht gezeigt</translation>
    </message>
    <message>
        <source>%1 earlier steps are not shown</source>
        <translation>%1 frühere Schritte werden nicht gezeigt</translation>
    </message>
    <message>
        <source>What happened is not being recorded</source>
        <translation>Was geschah, wird nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>What was before %1 has been let go to make room</source>
        <translation>Was vor %1 war, wurde freigegeben, um Platz zu machen</translation>
    </message>
    <message>
        <source>Recording began at %1: what was before is not known</source>
        <translation>Die Aufzeichnung begann um %1: was davor war, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Go to queue %1</source>
        <translation>Zur Queue %1</translation>
    </message>
    <message>
        <source>Go to topic %1</source>
        <translation>Zum Topic %1</translation>
    </message>
    <message>
        <source>Go to exchange %1</source>
        <translation>Zum Exchange %1</translation>
    </message>
    <message>
        <source>Go to connection %1</source>
        <translation>Zur Verbindung %1</translation>
    </message>
    <message>
        <source>Go to message %1</source>
        <translation>Zur Nachricht %1</translation>
    </message>
    <message>
        <source>it was rejected</source>
        <translation>sie wurde abgelehnt</translation>
    </message>
    <message>
        <source>its time to live was over</source>
        <translation>ihre Lebensdauer war vorbei</translation>
    </message>
    <message>
        <source>the queue was over its length limit</source>
        <translation>die Queue war über ihrer Längengrenze</translation>
    </message>
    <message>
        <source>it came back more often than the delivery limit allows</source>
        <translation>sie kam öfter zurück, als die Zustellgrenze erlaubt</translation>
    </message>
    <message>
        <source>the queue is full and refuses new messages</source>
        <translation>die Queue ist voll und lehnt neue Nachrichten ab</translation>
    </message>
    <message>
        <source>a compacted topic takes none without a key</source>
        <translation>ein verdichtetes Topic nimmt keine ohne Key</translation>
    </message>
    <message>
        <source>the queue was purged</source>
        <translation>die Queue wurde geleert</translation>
    </message>
    <message>
        <source>the queue was deleted</source>
        <translation>die Queue wurde gelöscht</translation>
    </message>
    <message>
        <source>removed by hand</source>
        <translation>von Hand entfernt</translation>
    </message>
    <message>
        <source>at a breakpoint</source>
        <translation>an einem Haltepunkt</translation>
    </message>
    <message>
        <source>it would go round in a circle</source>
        <translation>sie ginge im Kreis</translation>
    </message>
    <message>
        <source>its x-death could not be written</source>
        <translation>ihr x-death konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the consumer of replies does not read</source>
        <translation>der Consumer der Antworten liest nicht</translation>
    </message>
    <message>
        <source>the exchange does not exist</source>
        <translation>den Exchange gibt es nicht</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>not yet read</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>it is larger than the topic takes (max.message.bytes)</source>
        <translation>sie ist größer, als das Topic annimmt (max.message.bytes)</translation>
    </message>
</context>
<context>
    <name>JsonIndex</name>
    <message>
        <source>The values are nested more than %1 deep.</source>
        <translation>Die Werte sind mehr als %1 tief verschachtelt.</translation>
    </message>
    <message>
        <source>There is no such escape in a string.</source>
        <translation>Eine solche Escape-Folge gibt es in Zeichenketten nicht.</translation>
    </message>
    <message>
        <source>\u needs four hexadecimal digits.</source>
        <translation>\u braucht vier hexadezimale Ziffern.</translation>
    </message>
    <message>
        <source>The string does not end on its line.</source>
        <translation>Die Zeichenkette endet nicht in ihrer Zeile.</translation>
    </message>
    <message>
        <source>A control character stands unescaped in a string.</source>
        <translation>In einer Zeichenkette steht ein Steuerzeichen ohne Escape.</translation>
    </message>
    <message>
        <source>The closing quotation mark is missing.</source>
        <translation>Das schließende Anführungszeichen fehlt.</translation>
    </message>
    <message>
        <source>This is not a number.</source>
        <translation>Das ist keine Zahl.</translation>
    </message>
    <message>
        <source>A digit is missing after the decimal point.</source>
        <translation>Nach dem Dezimalpunkt fehlt eine Ziffer.</translation>
    </message>
    <message>
        <source>A digit is missing in the exponent.</source>
        <translation>Im Exponenten fehlt eine Ziffer.</translation>
    </message>
    <message>
        <source>A number does not begin with a zero.</source>
        <translation>Eine Zahl beginnt nicht mit einer Null.</translation>
    </message>
    <message>
        <source>A value is expected here; text stands in double quotes.</source>
        <translation>Hier wird ein Wert erwartet; Text steht in doppelten Anführungszeichen.</translation>
    </message>
    <message>
        <source>The text ends where a value is expected.</source>
        <translation>Der Text endet, wo ein Wert erwartet wird.</translation>
    </message>
    <message>
        <source>The closing brace is missing.</source>
        <translation>Die schließende geschweifte Klammer fehlt.</translation>
    </message>
    <message>
        <source>A name in double quotes is expected here.</source>
        <translation>Hier wird ein Name in doppelten Anführungszeichen erwartet.</translation>
    </message>
    <message>
        <source>A colon is expected after the name.</source>
        <translation>Nach dem Namen wird ein Doppelpunkt erwartet.</translation>
    </message>
    <message>
        <source>The closing bracket is missing.</source>
        <translation>Die schließende eckige Klammer fehlt.</translation>
    </message>
    <message>
        <source>A comma or a closing bracket is expected here.</source>
        <translation>Hier wird ein Komma oder eine schließende Klammer erwartet.</translation>
    </message>
    <message>
        <source>There is a comma too many.</source>
        <translation>Ein Komma ist zu viel.</translation>
    </message>
    <message>
        <source>The text goes on after the value.</source>
        <translation>Der Text geht nach dem Wert weiter.</translation>
    </message>
    <message>
        <source>There is no value.</source>
        <translation>Es gibt keinen Wert.</translation>
    </message>
    <message>
        <source>The text is too long for a tree.</source>
        <translation>Der Text ist zu lang für einen Baum.</translation>
    </message>
</context>
<context>
    <name>LiveQuery</name>
    <message>
        <source>The closing quotation mark is missing.</source>
        <translation>Das schließende Anführungszeichen fehlt.</translation>
    </message>
    <message>
        <source>“%1” takes a colon: %1:…</source>
        <translation>„%1“ bekommt einen Doppelpunkt: %1:…</translation>
    </message>
    <message>
        <source>“%1:” needs a name after the colon; * and ? may stand for any letters.</source>
        <translation>„%1:“ braucht einen Namen nach dem Doppelpunkt; * und ? stehen für beliebige Zeichen.</translation>
    </message>
    <message>
        <source>“%1:” is given twice.</source>
        <translation>„%1:“ steht zweimal da.</translation>
    </message>
    <message>
        <source>“event:” needs a name, for example event:dead-lettered.</source>
        <translation>„event:“ braucht einen Namen, zum Beispiel event:dead-lettered.</translation>
    </message>
    <message>
        <source>There is no event “%1”. Known are: %2.</source>
        <translation>Es gibt kein Ereignis „%1“. Bekannt sind: %2.</translation>
    </message>
    <message>
        <source>“%1” is no size. Write 512, 10k or 1.5M.</source>
        <translation>„%1“ ist keine Größe. Schreibe 512, 10k oder 1.5M.</translation>
    </message>
    <message>
        <source>No event is left.</source>
        <translation>Kein Ereignis bleibt übrig.</translation>
    </message>
    <message>
        <source>Messages are found by key:, exchange:, size&gt;, body.… and &quot;text&quot;.</source>
        <translation>Nachrichten findet man mit key:, exchange:, size&gt;, body.… und &quot;Text&quot;.</translation>
    </message>
    <message>
        <source>“%1:” is not understood. Known are %2, size, body and &quot;text&quot;.</source>
        <translation>„%1:“ wird nicht verstanden. Bekannt sind %2, size, body und &quot;Text&quot;.</translation>
    </message>
    <message>
        <source>“message:” needs the number of a message, as its menu gives it.</source>
        <translation>„message:“ braucht die Nummer einer Nachricht, wie ihr Menü sie gibt.</translation>
    </message>
    <message>
        <source>One message can be followed, but not left out.</source>
        <translation>Einer Nachricht lässt sich folgen, aber sie lässt sich nicht auslassen.</translation>
    </message>
    <message>
        <source>Sizes are compared with &gt;, &gt;=, &lt; or &lt;=, for example size&gt;10k.</source>
        <translation>Größen werden mit &gt;, &gt;=, &lt; oder &lt;= verglichen, zum Beispiel size&gt;10k.</translation>
    </message>
    <message>
        <source>Nothing is smaller than nothing.</source>
        <translation>Nichts ist kleiner als nichts.</translation>
    </message>
    <message>
        <source>Values in bodies are compared with &lt;, &lt;=, &gt;, &gt;=, =, != or ~ (contains), for example body.total&gt;100.</source>
        <translation>Werte in Inhalten werden mit &lt;, &lt;=, &gt;, &gt;=, =, != oder ~ (enthält) verglichen, zum Beispiel body.total&gt;100.</translation>
    </message>
    <message>
        <source>“%1” needs something to compare with.</source>
        <translation>„%1“ braucht etwas zum Vergleichen.</translation>
    </message>
</context>
<context>
    <name>MessageAction</name>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>AMQP default</source>
        <translation>AMQP-Default</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message>
        <source>%1 put back</source>
        <translation>%1 zurückgelegt</translation>
    </message>
    <message>
        <source>%1 moved to %2</source>
        <translation>%1 nach %2 verschoben</translation>
    </message>
    <message>
        <source>%1 copied to %2</source>
        <translation>%1 nach %2 kopiert</translation>
    </message>
    <message>
        <source>Deleting messages</source>
        <translation>Nachrichten werden gelöscht</translation>
    </message>
    <message>
        <source>Putting messages back</source>
        <translation>Nachrichten werden zurückgelegt</translation>
    </message>
    <message>
        <source>Moving to %1</source>
        <translation>Verschieben nach %1</translation>
    </message>
    <message>
        <source>Copying to %1</source>
        <translation>Kopieren nach %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 · waits: %2</source>
        <translation>%1 · wartet: %2</translation>
    </message>
    <message>
        <source>The message stays where it is: %1.</source>
        <translation>Die Nachricht bleibt, wo sie ist: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 stay where they are: %3.</source>
        <translation>%1 von %2 bleiben, wo sie sind: %3.</translation>
    </message>
    <message>
        <source>%1, then it ended: %2.</source>
        <translation>%1, dann endete es: %2.</translation>
    </message>
    <message>
        <source>Cancelled; %1 before.</source>
        <translation>Abgebrochen; zuvor %1.</translation>
    </message>
    <message>
        <source>No message matches: nothing was done.</source>
        <translation>Keine Nachricht passt: nichts wurde getan.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
</context>
<context>
    <name>MessageDiff</name>
    <message>
        <source>Queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation>Routing-Key</translation>
    </message>
    <message>
        <source>Redelivered</source>
        <translation>Erneut zugestellt</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Persistent</source>
        <translation>Persistent</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>%1, indented</source>
        <translation>%1, eingerückt</translation>
    </message>
    <message>
        <source>%1, members by their names</source>
        <translation>%1, Felder nach ihren Namen</translation>
    </message>
    <message>
        <source>Text, as it was sent</source>
        <translation>Text, wie er gesendet wurde</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
</context>
<context>
    <name>MessageTransfer</name>
    <message>
        <source>a value of the type “%1” can not be read</source>
        <translation>ein Wert vom Typ „%1“ kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>nested too deep</source>
        <translation>zu tief verschachtelt</translation>
    </message>
    <message>
        <source>headers are nested too deep</source>
        <translation>Header sind zu tief verschachtelt</translation>
    </message>
    <message>
        <source>headers are neither an object nor a list</source>
        <translation>Header sind weder ein Objekt noch eine Liste</translation>
    </message>
    <message>
        <source>a header is not [name, type, value]</source>
        <translation>ein Header ist nicht [Name, Typ, Wert]</translation>
    </message>
    <message>
        <source>header “%1”: %2</source>
        <translation>Header „%1“: %2</translation>
    </message>
    <message>
        <source>this is no list</source>
        <translation>das ist keine Liste</translation>
    </message>
    <message>
        <source>an item of a list is not [type, value]</source>
        <translation>ein Element einer Liste ist nicht [Typ, Wert]</translation>
    </message>
    <message>
        <source>%1 is no number that it can have</source>
        <translation>%1 ist keine Zahl, die es haben kann</translation>
    </message>
    <message>
        <source>the headers are no JSON</source>
        <translation>die Header sind kein JSON</translation>
    </message>
    <message>
        <source>The first line has no column “payload”.</source>
        <translation>Die erste Zeile hat keine Spalte „payload“.</translation>
    </message>
    <message>
        <source>%1 is no text</source>
        <translation>%1 ist kein Text</translation>
    </message>
    <message>
        <source>“%1” is no encoding of a payload</source>
        <translation>„%1“ ist keine Kodierung eines Inhalts</translation>
    </message>
    <message>
        <source>the payload is not in base64</source>
        <translation>der Inhalt ist nicht in Base64</translation>
    </message>
    <message>
        <source>there is no payload</source>
        <translation>es gibt keinen Inhalt</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>unacked</source>
        <translation>unbestätigt</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>weg</translation>
    </message>
    <message>
        <source>Delayed: ready at %1</source>
        <translation>Verzögert: bereit um %1</translation>
    </message>
    <message>
        <source>↻ Redelivered: it was given out before and came back</source>
        <translation>↻ Erneut zugestellt: sie war schon ausgegeben und kam zurück</translation>
    </message>
    <message>
        <source>no message at this offset</source>
        <translation>keine Nachricht an diesem Offset</translation>
    </message>
    <message>
        <source>redelivered</source>
        <translation>erneut zugestellt</translation>
    </message>
    <message>
        <source>%1, since %2</source>
        <translation>%1, seit %2</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Redelivered</source>
        <translation>Erneut zugestellt</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>Zeitstempel</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation>Routing-Key</translation>
    </message>
    <message>
        <source>Value size</source>
        <translation>Größe des Werts</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>Inhaltstyp</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Halter</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Place in the queue: the first is delivered next. It changes as messages leave; the offset does not.</source>
        <translation>Platz in der Queue: die erste wird als nächste zugestellt. Er ändert sich, wenn Nachrichten gehen; der Offset nicht.</translation>
    </message>
    <message>
        <source>Died</source>
        <translation>Gestorben</translation>
    </message>
    <message>
        <source>Why and where</source>
        <translation>Warum und wo</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>delayed</source>
        <translation>verzögert</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source> · chosen</source>
        <translation> · gewählt</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Publish to it…</source>
        <translation>Hierhin veröffentlichen…</translation>
    </message>
    <message>
        <source>Bind…</source>
        <translation>Binden…</translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation>Replay…</translation>
    </message>
    <message>
        <source>Purge</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Edit settings…</source>
        <translation>Einstellungen bearbeiten…</translation>
    </message>
    <message>
        <source>Recreate…</source>
        <translation>Neu anlegen…</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Publish here…</source>
        <translation>Hier veröffentlichen…</translation>
    </message>
    <message>
        <source>Consumer group</source>
        <translation>Consumer-Gruppe</translation>
    </message>
    <message>
        <source>Reset offsets…</source>
        <translation>Offsets zurücksetzen…</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Close the connection…</source>
        <translation>Die Verbindung schließen…</translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Set permissions…</source>
        <translation>Berechtigungen setzen…</translation>
    </message>
    <message>
        <source>Operator policy</source>
        <translation>Operator-Policy</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>Kopieren…</translation>
    </message>
    <message>
        <source>Consume by hand</source>
        <translation>Von Hand abnehmen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Step through by hand</source>
        <translation>Von Hand durchgehen</translation>
    </message>
    <message>
        <source>Clear messages…</source>
        <translation>Alle Nachrichten löschen…</translation>
    </message>
    <message>
        <source>Binding</source>
        <translation>Binding</translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>Consumer</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 aus %2</translation>
    </message>
    <message>
        <source>Cancel the consumer…</source>
        <translation>Consumer abbestellen…</translation>
    </message>
</context>
<context>
    <name>Placeholders</name>
    <message>
        <source>seq counts from a whole number, for instance {{seq 100}}.</source>
        <translation>seq zählt von einer ganzen Zahl an, zum Beispiel {{seq 100}}.</translation>
    </message>
    <message>
        <source>now is shifted by a number with ms, s, m, h or d behind it: {{now +90s}}.</source>
        <translation>now wird um eine Zahl mit ms, s, m, h oder d dahinter verschoben: {{now +90s}}.</translation>
    </message>
    <message>
        <source>random needs two numbers, the smaller one first: {{random 1..100}}.</source>
        <translation>random braucht zwei Zahlen, die kleinere zuerst: {{random 1..100}}.</translation>
    </message>
    <message>
        <source>This range is too wide for a random number.</source>
        <translation>Dieser Bereich ist zu weit für eine Zufallszahl.</translation>
    </message>
    <message>
        <source>random needs a range or a choice: {{random 1..100}}, {{random red, green}}.</source>
        <translation>random braucht einen Bereich oder eine Auswahl: {{random 1..100}}, {{random rot, grün}}.</translation>
    </message>
    <message>
        <source>There is no random.%1. There are: %2.</source>
        <translation>Es gibt kein random.%1. Es gibt: %2.</translation>
    </message>
    <message>
        <source>random.%1 takes a length of at most 100000.</source>
        <translation>random.%1 nimmt eine Länge von höchstens 100000.</translation>
    </message>
    <message>
        <source>Choose a data file first: this takes its value from there.</source>
        <translation>Zuerst eine Datendatei wählen: dies nimmt seinen Wert von dort.</translation>
    </message>
    <message>
        <source>The data file has no column %1. It has: %2.</source>
        <translation>Die Datendatei hat keine Spalte %1. Sie hat: %2.</translation>
    </message>
    <message>
        <source>There is no %1 to write it as. There are json, xml, url, base64, hex, upper, lower.</source>
        <translation>Es gibt kein %1, um es zu schreiben. Es gibt json, xml, url, base64, hex, upper, lower.</translation>
    </message>
    <message>
        <source>There is no placeholder {{%1}}. Write {{&quot;{{&quot;}} for the braces themselves.</source>
        <translation>Es gibt keinen Platzhalter {{%1}}. Für die Klammern selbst {{&quot;{{&quot;}} schreiben.</translation>
    </message>
    <message>
        <source>This {{ has no }}. Write {{&quot;{{&quot;}} for the braces themselves.</source>
        <translation>Diese {{ haben kein }}. Für die Klammern selbst {{&quot;{{&quot;}} schreiben.</translation>
    </message>
    <message>
        <source>Name what is to stand here, for instance {{uuid}}.</source>
        <translation>Nennen, was hier stehen soll, zum Beispiel {{uuid}}.</translation>
    </message>
    <message>
        <source>a new UUID; {{uuid order}}: the same one throughout a message</source>
        <translation>eine neue UUID; {{uuid order}}: in einer Nachricht überall dieselbe</translation>
    </message>
    <message>
        <source>1, 2, 3 …; {{seq 100}} from 100 on</source>
        <translation>1, 2, 3 …; {{seq 100}} von 100 an</translation>
    </message>
    <message>
        <source>the time; {{now ms}}, {{now s}}, {{now yyyy-MM-dd}}, {{now +1d}}</source>
        <translation>die Zeit; {{now ms}}, {{now s}}, {{now yyyy-MM-dd}}, {{now +1d}}</translation>
    </message>
    <message>
        <source>a whole number; {{random 0.00..9.99}} with decimals</source>
        <translation>eine ganze Zahl; {{random 0.00..9.99}} mit Nachkommastellen</translation>
    </message>
    <message>
        <source>one of these</source>
        <translation>eines davon</translation>
    </message>
    <message>
        <source>a name; also %1</source>
        <translation>ein Name; auch %1</translation>
    </message>
    <message>
        <source>of the data file&apos;s row; {{row}}: the row as it stands</source>
        <translation>aus der Zeile der Datendatei; {{row}}: die Zeile, wie sie ist</translation>
    </message>
    <message>
        <source>the braces themselves</source>
        <translation>die Klammern selbst</translation>
    </message>
</context>
<context>
    <name>PropertyTexts</name>
    <message>
        <source>0 to 255</source>
        <translation>0 bis 255</translation>
    </message>
    <message>
        <source>milliseconds, for instance 60000</source>
        <translation>Millisekunden, zum Beispiel 60000</translation>
    </message>
    <message>
        <source>a queue</source>
        <translation>eine Queue</translation>
    </message>
    <message>
        <source>now, 2026-11-22T12:01:07Z, or seconds</source>
        <translation>now, 2026-11-22T12:01:07Z oder Sekunden</translation>
    </message>
    <message>
        <source>A whole number from 0 to 255.</source>
        <translation>Eine ganze Zahl von 0 bis 255.</translation>
    </message>
    <message>
        <source>1 is transient, 2 is persistent.</source>
        <translation>1 ist transient, 2 ist persistent.</translation>
    </message>
    <message>
        <source>now, a time such as 2026-11-22T12:01:07Z, or seconds since 1970.</source>
        <translation>now, eine Zeit wie 2026-11-22T12:01:07Z, oder Sekunden seit 1970.</translation>
    </message>
    <message>
        <source>At most %1 bytes.</source>
        <translation>Höchstens %1 Bytes.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>A name has at most %1 bytes.</source>
        <translation>Ein Name hat höchstens %1 Bytes.</translation>
    </message>
    <message>
        <source>%1 is there twice.</source>
        <translation>%1 steht zweimal da.</translation>
    </message>
    <message>
        <source>A whole number of milliseconds, at most %1.</source>
        <translation>Eine ganze Zahl von Millisekunden, höchstens %1.</translation>
    </message>
</context>
<context>
    <name>QHeaderView</name>
    <message>
        <source>&amp;Ascending</source>
        <translation>&amp;Aufsteigend</translation>
    </message>
    <message>
        <source>&amp;Descending</source>
        <translation>&amp;Absteigend</translation>
    </message>
    <message>
        <source>Their own order</source>
        <translation>In eigener Ordnung</translation>
    </message>
</context>
<context>
    <name>QueueArguments</name>
    <message>
        <source>Message TTL</source>
        <translation>Lebensdauer der Nachrichten</translation>
    </message>
    <message>
        <source>Milliseconds a message may wait here; then it expires: dead-lettered, or dropped.</source>
        <translation>Millisekunden, die eine Nachricht hier warten darf; dann läuft sie ab: Dead Letter, oder verworfen.</translation>
    </message>
    <message>
        <source>Auto expire</source>
        <translation>Selbstlöschung</translation>
    </message>
    <message>
        <source>Milliseconds without a consumer, a get or a declaration after which the queue deletes itself.</source>
        <translation>Millisekunden ohne Consumer, Get oder Deklaration, nach denen die Queue sich selbst löscht.</translation>
    </message>
    <message>
        <source>Max length</source>
        <translation>Höchste Länge</translation>
    </message>
    <message>
        <source>How many ready messages it holds at most.</source>
        <translation>Wie viele bereite Nachrichten sie höchstens hält.</translation>
    </message>
    <message>
        <source>Max length bytes</source>
        <translation>Höchste Länge in Bytes</translation>
    </message>
    <message>
        <source>How many bytes the bodies of its ready messages hold at most.</source>
        <translation>Wie viele Bytes die Inhalte ihrer bereiten Nachrichten höchstens haben.</translation>
    </message>
    <message>
        <source>Overflow behaviour</source>
        <translation>Bei Überlauf</translation>
    </message>
    <message>
        <source>At the limit: drop the oldest message, or refuse the new one (nack to a publisher with confirms).</source>
        <translation>An der Grenze: die älteste Nachricht verwerfen, oder die neue ablehnen (nack an einen Publisher mit Confirms).</translation>
    </message>
    <message>
        <source>Dead letter exchange</source>
        <translation>Dead-Letter-Exchange</translation>
    </message>
    <message>
        <source>Gets what is rejected, expires, or falls over a limit here. Without one, such messages are gone; (AMQP default) takes them to the queue that the routing key names.</source>
        <translation>Bekommt, was hier abgelehnt wird, abläuft oder über eine Grenze fällt. Ohne ihn sind solche Nachrichten weg; (AMQP default) bringt sie in die Queue, die der Routing-Key nennt.</translation>
    </message>
    <message>
        <source>Dead letter routing key</source>
        <translation>Dead-Letter-Routing-Key</translation>
    </message>
    <message>
        <source>The routing key they are sent with. Empty: the one they came with.</source>
        <translation>Der Routing-Key, mit dem sie gesendet werden. Leer: der, mit dem sie kamen.</translation>
    </message>
    <message>
        <source>Dead letter strategy</source>
        <translation>Dead-Letter-Strategie</translation>
    </message>
    <message>
        <source>at-least-once: a dead letter stays here until every queue it goes to has taken it. Needs the overflow reject-publish.</source>
        <translation>at-least-once: ein Dead Letter bleibt hier, bis jede Queue, in die er geht, ihn genommen hat. Braucht den Überlauf reject-publish.</translation>
    </message>
    <message>
        <source>Delivery limit</source>
        <translation>Zustellgrenze</translation>
    </message>
    <message>
        <source>Delayed retry</source>
        <translation>Verzögerter neuer Versuch</translation>
    </message>
    <message>
        <source>Which returned messages wait before they are ready again: failed ones, those given back, or all.</source>
        <translation>Welche zurückgekommenen Nachrichten warten, bevor sie wieder bereit sind: gescheiterte, zurückgegebene, oder alle.</translation>
    </message>
    <message>
        <source>Delayed retry min</source>
        <translation>Verzögerung mindestens</translation>
    </message>
    <message>
        <source>Delayed retry max</source>
        <translation>Verzögerung höchstens</translation>
    </message>
    <message>
        <source>Milliseconds a retry waits at most. Not given: each waits as long as the first.</source>
        <translation>Millisekunden, die ein neuer Versuch höchstens wartet. Ohne Angabe wartet jeder so lange wie der erste.</translation>
    </message>
    <message>
        <source>Maximum priority</source>
        <translation>Höchste Priorität</translation>
    </message>
    <message>
        <source>Messages of a higher priority overtake the others; up to 10 levels are plenty.</source>
        <translation>Nachrichten höherer Priorität überholen die anderen; bis zu 10 Stufen sind reichlich.</translation>
    </message>
    <message>
        <source>Single active consumer</source>
        <translation>Ein aktiver Consumer</translation>
    </message>
    <message>
        <source>One consumer takes all messages; another steps in when it goes.</source>
        <translation>Ein Consumer nimmt alle Nachrichten; ein anderer springt ein, wenn er geht.</translation>
    </message>
    <message>
        <source>Consumer timeout</source>
        <translation>Zeitgrenze für Consumer</translation>
    </message>
    <message>
        <source>Milliseconds a consumer may keep a message unacknowledged before its channel is closed.</source>
        <translation>Millisekunden, die ein Consumer eine Nachricht unbestätigt behalten darf, bevor sein Kanal geschlossen wird.</translation>
    </message>
    <message>
        <source>Queue mode</source>
        <translation>Queue-Modus</translation>
    </message>
    <message>
        <source>For clients that declare it. Every queue here pages to disk as lazy ones do.</source>
        <translation>Für Clients, die es deklarieren. Jede Queue hier lagert auf die Platte aus, wie es „lazy“-Queues tun.</translation>
    </message>
    <message>
        <source>Queue version</source>
        <translation>Queue-Version</translation>
    </message>
    <message>
        <source>For clients that declare it. There is one format here.</source>
        <translation>Für Clients, die es deklarieren. Hier gibt es ein Format.</translation>
    </message>
    <message>
        <source>Leader locator</source>
        <translation>Leader-Locator</translation>
    </message>
    <message>
        <source>For clients that declare it. There is one node here.</source>
        <translation>Für Clients, die es deklarieren. Hier gibt es einen Knoten.</translation>
    </message>
    <message>
        <source>Time to live and limits</source>
        <translation>Lebensdauer und Grenzen</translation>
    </message>
    <message>
        <source>Dead letters and retries</source>
        <translation>Dead Letters und neue Versuche</translation>
    </message>
    <message>
        <source>Priorities and consumers</source>
        <translation>Prioritäten und Consumer</translation>
    </message>
    <message>
        <source>Accepted for clients that declare them</source>
        <translation>Angenommen für Clients, die sie deklarieren</translation>
    </message>
    <message>
        <source>A whole number, digits only.</source>
        <translation>Eine ganze Zahl, nur Ziffern.</translation>
    </message>
    <message>
        <source>At least %1.</source>
        <translation>Mindestens %1.</translation>
    </message>
    <message>
        <source>At most %1.</source>
        <translation>Höchstens %1.</translation>
    </message>
    <message>
        <source>Only with a dead letter exchange.</source>
        <translation>Nur mit einem Dead-Letter-Exchange.</translation>
    </message>
    <message>
        <source>A quorum queue does not have reject-publish-dlx.</source>
        <translation>Eine Quorum-Queue hat kein reject-publish-dlx.</translation>
    </message>
    <message>
        <source>at-least-once needs the overflow reject-publish.</source>
        <translation>at-least-once braucht den Überlauf reject-publish.</translation>
    </message>
    <message>
        <source>Not less than the minimum, %1.</source>
        <translation>Nicht weniger als das Minimum, %1.</translation>
    </message>
    <message>
        <source>Without a minimum nothing waits.</source>
        <translation>Ohne Minimum wartet nichts.</translation>
    </message>
    <message>
        <source>How often a message may be rejected, or left by a consumer that is gone, before it is given up. Not given: 20; -1: without end.</source>
        <translation>Wie oft eine Nachricht abgelehnt werden oder von einem gegangenen Consumer liegen bleiben darf, bevor sie aufgegeben wird. Nicht angegeben: 20; -1: ohne Ende.</translation>
    </message>
    <message>
        <source>Milliseconds to wait for the first retry; after each failure the next one waits longer.</source>
        <translation>Millisekunden bis zum ersten neuen Versuch; nach jedem Scheitern wartet der nächste länger.</translation>
    </message>
</context>
<context>
    <name>ReadingMenu</name>
    <message>
        <source>As the message says</source>
        <translation>Wie die Nachricht sagt</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Found out</source>
        <translation>Herausgefunden</translation>
    </message>
    <message>
        <source>Packed in</source>
        <translation>Gepackt in</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Remembered for %1</source>
        <translation>Gemerkt für %1</translation>
    </message>
</context>
<context>
    <name>Replays</name>
    <message>
        <source>AMQP default</source>
        <translation>AMQP-Default</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>%1, partition %2</source>
        <translation>%1, Partition %2</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waits: %1</source>
        <translation>wartet: %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation>%1 übersprungen</translation>
    </message>
    <message>
        <source>%1 unroutable</source>
        <translation>%1 nicht routbar</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 gescheitert</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>so schnell wie möglich</translation>
    </message>
    <message>
        <source>at the original pace</source>
        <translation>im ursprünglichen Tempo</translation>
    </message>
    <message>
        <source>%1 times as fast</source>
        <translation>%1-mal so schnell</translation>
    </message>
    <message>
        <source>Replayed %1: %2.</source>
        <translation>%1 abgespielt: %2.</translation>
    </message>
    <message>
        <source>Replayed %1: %2. %3.</source>
        <translation>%1 abgespielt: %2. %3.</translation>
    </message>
    <message>
        <source>The replay %1 is cancelled; %2 replayed before.</source>
        <translation>Das Replay %1 ist abgebrochen; zuvor %2 abgespielt.</translation>
    </message>
    <message>
        <source>The replay %1 failed after %2: %3.</source>
        <translation>Das Replay %1 scheiterte nach %2: %3.</translation>
    </message>
</context>
<context>
    <name>RoutingText</name>
    <message>
        <source>%1 is there</source>
        <translation>%1 ist da</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>%1 is missing, wanted is %2</source>
        <translation>%1 fehlt, verlangt ist %2</translation>
    </message>
    <message>
        <source>%1 is %2, but of another type</source>
        <translation>%1 ist %2, aber von anderem Typ</translation>
    </message>
    <message>
        <source>%1 is %2, not %3</source>
        <translation>%1 ist %2, nicht %3</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>the hash of header %1</source>
        <translation>der Hash des Headers %1</translation>
    </message>
    <message>
        <source>the hash of %1</source>
        <translation>der Hash von %1</translation>
    </message>
    <message>
        <source>the hash of the routing key</source>
        <translation>der Hash des Routing-Keys</translation>
    </message>
    <message>
        <source>word %1 is missing: any one word</source>
        <translation>Wort %1 fehlt: irgendein Wort</translation>
    </message>
    <message>
        <source>word %1 is missing: “%2”</source>
        <translation>Wort %1 fehlt: „%2“</translation>
    </message>
    <message>
        <source>an empty key</source>
        <translation>ein leerer Key</translation>
    </message>
    <message>
        <source>the key is the same</source>
        <translation>der Key ist derselbe</translation>
    </message>
    <message>
        <source>takes every message</source>
        <translation>nimmt jede Nachricht</translation>
    </message>
    <message>
        <source>the pattern fits %1</source>
        <translation>das Muster passt auf %1</translation>
    </message>
    <message>
        <source>%1 leads here</source>
        <translation>%1 führt hierher</translation>
    </message>
    <message>
        <source>the only one there is</source>
        <translation>das einzige, das es gibt</translation>
    </message>
    <message>
        <source>chance decides</source>
        <translation>der Zufall entscheidet</translation>
    </message>
    <message>
        <source>the key is %1</source>
        <translation>der Key ist %1</translation>
    </message>
    <message>
        <source>word %1: “%2” is not “%3”</source>
        <translation>Wort %1: „%2“ ist nicht „%3“</translation>
    </message>
    <message>
        <source>word %1, “%2”, is one too many</source>
        <translation>Wort %1, „%2“, ist eins zu viel</translation>
    </message>
    <message>
        <source>none holds: %1</source>
        <translation>keiner passt: %1</translation>
    </message>
    <message>
        <source>asks for any of no headers: takes nothing</source>
        <translation>verlangt einen von keinen Headern: nimmt nichts</translation>
    </message>
    <message>
        <source>%1 leads elsewhere</source>
        <translation>%1 führt anderswohin</translation>
    </message>
    <message>
        <source>any of </source>
        <translation>irgendeines von </translation>
    </message>
    <message>
        <source>its one binding takes it</source>
        <translation>sein eines Binding nimmt sie</translation>
    </message>
    <message>
        <source>%1 of %2 bindings take it</source>
        <translation>%1 von %2 Bindings nehmen sie</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>one of %1, as chance decides</source>
        <translation>eines von %1, wie der Zufall entscheidet</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>, and to </source>
        <translation>, und an </translation>
    </message>
    <message>
        <source>Waits %1, then goes to %2</source>
        <translation>Wartet %1, geht dann an %2</translation>
    </message>
    <message>
        <source>Goes to %1</source>
        <translation>Geht an %1</translation>
    </message>
    <message>
        <source>: nothing in %1 takes it, its alternate exchange %2 does</source>
        <translation>: nichts in %1 nimmt sie, wohl aber der alternative Exchange %2</translation>
    </message>
    <message>
        <source>Goes nowhere: name a queue as the routing key.</source>
        <translation>Geht nirgendwohin: als Routing-Key eine Queue nennen.</translation>
    </message>
    <message>
        <source>Goes nowhere: there is no queue “%1”.</source>
        <translation>Geht nirgendwohin: es gibt keine Queue „%1“.</translation>
    </message>
    <message>
        <source>Goes nowhere: nothing is bound to %1.</source>
        <translation>Geht nirgendwohin: nichts ist an %1 gebunden.</translation>
    </message>
    <message>
        <source>Goes nowhere: the one binding of %1 does not take it.</source>
        <translation>Geht nirgendwohin: das eine Binding von %1 nimmt sie nicht.</translation>
    </message>
    <message>
        <source>Goes nowhere: none of the %1 bindings of %2 takes it.</source>
        <translation>Geht nirgendwohin: keines der %1 Bindings von %2 nimmt sie.</translation>
    </message>
    <message>
        <source>Its alternate exchange %1 does not exist.</source>
        <translation>Seinen alternativen Exchange %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>%1 is internal: only other exchanges may publish to it.</source>
        <translation>%1 ist internal: nur andere Exchanges dürfen an ihn veröffentlichen.</translation>
    </message>
    <message>
        <source>Goes straight to the consumer that waits for replies.</source>
        <translation>Geht direkt an den Consumer, der auf Antworten wartet.</translation>
    </message>
    <message>
        <source>%1 would go to %2</source>
        <translation>%1 ginge an %2</translation>
    </message>
</context>
<context>
    <name>app</name>
    <message>
        <source>The broker could not be started.</source>
        <translation>Der Broker konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>If another Sightglass uses the directory, end it first, or start this one with --data-dir and a directory of its own.</source>
        <translation>Wenn ein anderes Sightglass das Verzeichnis benutzt, zuerst dieses beenden, oder dieses hier mit --data-dir und einem eigenen Verzeichnis starten.</translation>
    </message>
</context>
<context>
    <name>ui::actions::AccessActions</name>
    <message>
        <source>The virtual host %1 is there.</source>
        <translation>Der Virtual Host %1 ist da.</translation>
    </message>
    <message>
        <source>The virtual host %1 is changed.</source>
        <translation>Der Virtual Host %1 ist geändert.</translation>
    </message>
    <message>
        <source>%1 queue goes with it.</source>
        <translation>%1 Queue geht mit ihm.</translation>
    </message>
    <message>
        <source>%1 queues go with it.</source>
        <translation>%1 Queues gehen mit ihm.</translation>
    </message>
    <message>
        <source>%1 message is lost.</source>
        <translation>%1 Nachricht geht verloren.</translation>
    </message>
    <message>
        <source>%1 messages are lost.</source>
        <translation>%1 Nachrichten gehen verloren.</translation>
    </message>
    <message>
        <source>%1 connection is closed: CONNECTION_FORCED (320).</source>
        <translation>%1 Verbindung wird geschlossen: CONNECTION_FORCED (320).</translation>
    </message>
    <message>
        <source>%1 connections are closed: CONNECTION_FORCED (320).</source>
        <translation>%1 Verbindungen werden geschlossen: CONNECTION_FORCED (320).</translation>
    </message>
    <message>
        <source>Deleting can not be undone.</source>
        <translation>Löschen lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete the virtual host %1?</source>
        <translation>Den Virtual Host %1 löschen?</translation>
    </message>
    <message>
        <source>Delete %1 and all in it</source>
        <translation>%1 und alles darin löschen</translation>
    </message>
    <message>
        <source>The virtual host %1 is deleted.</source>
        <translation>Der Virtual Host %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>The user %1 is there.</source>
        <translation>Der Benutzer %1 ist da.</translation>
    </message>
    <message>
        <source>The user %1 is changed.</source>
        <translation>Der Benutzer %1 ist geändert.</translation>
    </message>
    <message>
        <source>Its permissions and limits go with it. Queues and exchanges that it declared stay.</source>
        <translation>Seine Berechtigungen und Grenzen gehen mit ihm. Queues und Exchanges, die er deklariert hat, bleiben.</translation>
    </message>
    <message>
        <source>Delete the user %1?</source>
        <translation>Den Benutzer %1 löschen?</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>The user %1 is deleted.</source>
        <translation>Der Benutzer %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>The permissions of %1 are set.</source>
        <translation>Die Berechtigungen von %1 sind gesetzt.</translation>
    </message>
    <message>
        <source>The topic permissions of %1 are set.</source>
        <translation>Die Topic-Berechtigungen von %1 sind gesetzt.</translation>
    </message>
    <message>
        <source>%1 has no permissions in %2 any more.</source>
        <translation>%1 hat in %2 keine Berechtigungen mehr.</translation>
    </message>
    <message>
        <source>The routing keys of %1 are free for %2.</source>
        <translation>Die Routing-Keys von %1 sind für %2 frei.</translation>
    </message>
</context>
<context>
    <name>ui::actions::BrokerActions</name>
    <message>
        <source>The exchange %1 is there.</source>
        <translation>Der Exchange %1 ist da.</translation>
    </message>
    <message>
        <source>The queue %1 is there.</source>
        <translation>Die Queue %1 ist da.</translation>
    </message>
    <message>
        <source>%1 was bound to %2 like this already.</source>
        <translation>%1 war schon so an %2 gebunden.</translation>
    </message>
    <message>
        <source>%1 is bound to %2.</source>
        <translation>%1 ist an %2 gebunden.</translation>
    </message>
    <message>
        <source>%1 is no longer bound to %2.</source>
        <translation>%1 ist nicht mehr an %2 gebunden.</translation>
    </message>
    <message>
        <source>Could not be undone: %1</source>
        <translation>Konnte nicht rückgängig gemacht werden: %1</translation>
    </message>
    <message>
        <source>The exchange %1 is deleted.</source>
        <translation>Der Exchange %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>The queue %1 is deleted, and %2 with it.</source>
        <translation>Die Queue %1 ist gelöscht, und mit ihr %2.</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>The queue %1 is deleted.</source>
        <translation>Die Queue %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>%1 was not purged: %2</source>
        <translation>%1 wurde nicht geleert: %2</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Zurückgenommen: %1</translation>
    </message>
    <message>
        <source>%1 was not unbound from %2: %3</source>
        <translation>%1 wurde nicht von %2 gelöst: %3</translation>
    </message>
    <message>
        <source>%1 was not bound to %2 any more.</source>
        <translation>%1 war nicht mehr an %2 gebunden.</translation>
    </message>
    <message>
        <source>%1 is unbound from %2.</source>
        <translation>%1 ist von %2 gelöst.</translation>
    </message>
    <message>
        <source>%1 is bound to %2 again.</source>
        <translation>%1 ist wieder an %2 gebunden.</translation>
    </message>
    <message>
        <source>%1 listens on %2.</source>
        <translation>%1 lauscht auf %2.</translation>
    </message>
    <message>
        <source>%1 does not listen on %2: %3</source>
        <translation>%1 lauscht nicht auf %2: %3</translation>
    </message>
    <message>
        <source>Too late to undo: %1</source>
        <translation>Zu spät zum Rückgängigmachen: %1</translation>
    </message>
    <message>
        <source>%1 was not paused: %2</source>
        <translation>%1 wurde nicht angehalten: %2</translation>
    </message>
    <message>
        <source>%1 was not resumed: %2</source>
        <translation>%1 wurde nicht fortgesetzt: %2</translation>
    </message>
    <message>
        <source>%1 is paused: it takes messages and delivers none.</source>
        <translation>%1 ist angehalten: sie nimmt Nachrichten an und stellt keine zu.</translation>
    </message>
    <message>
        <source>%1 delivers again.</source>
        <translation>%1 stellt wieder zu.</translation>
    </message>
    <message>
        <source> Its unacked message stays with its channel.</source>
        <translation> Seine unbestätigte Nachricht bleibt bei seinem Kanal.</translation>
    </message>
    <message>
        <source> Its %1 unacked messages stay with its channel.</source>
        <translation> Seine %1 unbestätigten Nachrichten bleiben bei seinem Kanal.</translation>
    </message>
    <message>
        <source>Cancel the consumer?</source>
        <translation>Den Consumer abbrechen?</translation>
    </message>
    <message>
        <source>Cancel consumer</source>
        <translation>Consumer abbrechen</translation>
    </message>
    <message>
        <source>%1 of %2 gets nothing more from %3. Its client is told by basic.cancel, if it understands that, and may consume again.</source>
        <translation>%1 von %2 bekommt nichts mehr von %3. Seinem Client wird es mit basic.cancel gesagt, wenn er das versteht, und er darf wieder abnehmen.</translation>
    </message>
    <message>
        <source>The consumer %1 of %2 is cancelled.</source>
        <translation>Der Consumer %1 von %2 ist abgebrochen.</translation>
    </message>
</context>
<context>
    <name>ui::actions::DeadLetterActions</name>
    <message>
        <source>The message can not be read: %1</source>
        <translation>Die Nachricht kann nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>ui::actions::DefinitionActions</name>
    <message>
        <source>The policy %1 applies.</source>
        <translation>Die Policy %1 gilt.</translation>
    </message>
    <message>
        <source>The policy %1 is changed.</source>
        <translation>Die Policy %1 ist geändert.</translation>
    </message>
    <message>
        <source>%1 queue changes at once.</source>
        <translation>%1 Queue ändert sich sofort.</translation>
    </message>
    <message>
        <source>%1 queues change at once.</source>
        <translation>%1 Queues ändern sich sofort.</translation>
    </message>
    <message>
        <source>%1 exchange changes at once.</source>
        <translation>%1 Exchange ändert sich sofort.</translation>
    </message>
    <message>
        <source>%1 exchanges change at once.</source>
        <translation>%1 Exchanges ändern sich sofort.</translation>
    </message>
    <message>
        <source>It applies to nothing now.</source>
        <translation>Sie gilt jetzt für nichts.</translation>
    </message>
    <message>
        <source>The next policy that matches takes its place.</source>
        <translation>Die nächste passende Policy tritt an ihre Stelle.</translation>
    </message>
    <message>
        <source>Delete the policy %1?</source>
        <translation>Die Policy %1 löschen?</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>The policy %1 is deleted.</source>
        <translation>Die Policy %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>The definitions are in %1.</source>
        <translation>Die Definitionen sind in %1.</translation>
    </message>
</context>
<context>
    <name>ui::actions::GroupActions</name>
    <message>
        <source>The offsets of %1 are reset in %2.</source>
        <translation>Die Offsets von %1 sind in %2 zurückgesetzt.</translation>
    </message>
    <message>
        <source>%1 partition</source>
        <translation>%1 Partition</translation>
    </message>
    <message>
        <source>%1 partitions</source>
        <translation>%1 Partitionen</translation>
    </message>
    <message>
        <source>Its offset in %1 partition goes with it.</source>
        <translation>Ihr Offset in %1 Partition geht mit ihr.</translation>
    </message>
    <message>
        <source>Its offsets in %1 partitions go with it.</source>
        <translation>Ihre Offsets in %1 Partitionen gehen mit ihr.</translation>
    </message>
    <message>
        <source>Who joins under this name later begins anew. Deleting can not be undone.</source>
        <translation>Wer später unter diesem Namen beitritt, fängt neu an. Löschen lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete the consumer group %1?</source>
        <translation>Die Consumer-Gruppe %1 löschen?</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>The consumer group %1 is deleted.</source>
        <translation>Die Consumer-Gruppe %1 ist gelöscht.</translation>
    </message>
</context>
<context>
    <name>ui::actions::MessageActions</name>
    <message>
        <source>The message can not be read: %1</source>
        <translation>Die Nachricht kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Nothing was done: %1</source>
        <translation>Nichts wurde getan: %1</translation>
    </message>
</context>
<context>
    <name>ui::actions::ReplayActions</name>
    <message>
        <source>The replay %1 has begun, %2.</source>
        <translation>Das Replay %1 hat begonnen, %2.</translation>
    </message>
</context>
<context>
    <name>ui::actions::TopicActions</name>
    <message>
        <source>The topic %1 is there.</source>
        <translation>Das Topic %1 ist da.</translation>
    </message>
    <message>
        <source>The topic %1 is changed.</source>
        <translation>Das Topic %1 ist geändert.</translation>
    </message>
    <message>
        <source>%1 message is lost.</source>
        <translation>%1 Nachricht geht verloren.</translation>
    </message>
    <message>
        <source>%1 messages are lost.</source>
        <translation>%1 Nachrichten gehen verloren.</translation>
    </message>
    <message>
        <source>What groups have committed in it goes with it.</source>
        <translation>Was Gruppen darin festgeschrieben haben, geht mit ihm.</translation>
    </message>
    <message>
        <source>It stays as it is otherwise: its partitions and settings. This can not be undone.</source>
        <translation>Sonst bleibt es, wie es ist: Partitionen und Einstellungen. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Empty the topic %1 and start it anew?</source>
        <translation>Das Topic %1 leeren und neu beginnen?</translation>
    </message>
    <message>
        <source>Recreate %1</source>
        <translation>%1 neu anlegen</translation>
    </message>
    <message>
        <source>The topic %1 is empty and starts at offset 0.</source>
        <translation>Das Topic %1 ist leer und beginnt bei Offset 0.</translation>
    </message>
    <message>
        <source>Deleting can not be undone.</source>
        <translation>Löschen lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete the topic %1?</source>
        <translation>Das Topic %1 löschen?</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>The topic %1 is deleted.</source>
        <translation>Das Topic %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>The topic %1 only compacts: it keeps the latest message of each key. Change its cleanup policy to delete messages, or recreate it.</source>
        <translation>Das Topic %1 verdichtet nur: Es behält von jedem Key die letzte Nachricht. Um Nachrichten zu löschen, sein Aufräumen ändern oder es neu anlegen.</translation>
    </message>
    <message>
        <source>Its partition is cleared to its end; what comes then gets the next offset. This can not be undone.</source>
        <translation>Seine Partition wird bis zu ihrem Ende geleert; was danach kommt, bekommt den nächsten Offset. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>All of its %1 partitions are cleared to their ends; what comes then gets the next offsets. This can not be undone.</source>
        <translation>Alle seine %1 Partitionen werden bis zu ihrem Ende geleert; was danach kommt, bekommt die nächsten Offsets. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Clear the messages of the topic %1?</source>
        <translation>Alle Nachrichten des Topics %1 löschen?</translation>
    </message>
    <message>
        <source>Clear messages</source>
        <translation>Alle Nachrichten löschen</translation>
    </message>
    <message>
        <source>The messages of the topic %1 are deleted.</source>
        <translation>Die Nachrichten des Topics %1 sind gelöscht.</translation>
    </message>
    <message>
        <source>At most %1 message of partition %2 is lost</source>
        <translation>Höchstens %1 Nachricht der Partition %2 geht verloren</translation>
    </message>
    <message>
        <source>At most %1 messages of partition %2 are lost</source>
        <translation>Höchstens %1 Nachrichten der Partition %2 gehen verloren</translation>
    </message>
    <message>
        <source>%1 message of partition %2 is lost</source>
        <translation>%1 Nachricht der Partition %2 geht verloren</translation>
    </message>
    <message>
        <source>%1 messages of partition %2 are lost</source>
        <translation>%1 Nachrichten der Partition %2 gehen verloren</translation>
    </message>
    <message>
        <source>%1: offsets %2 to %3, the last one included. This can not be undone.</source>
        <translation>%1: die Offsets %2 bis einschließlich %3. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>These messages are gone already.</source>
        <translation>Diese Nachrichten sind schon weg.</translation>
    </message>
    <message>
        <source>Delete the messages of %1 up to offset %2?</source>
        <translation>Die Nachrichten von %1 bis Offset %2 löschen?</translation>
    </message>
    <message>
        <source>Delete messages</source>
        <translation>Nachrichten löschen</translation>
    </message>
    <message>
        <source>Partition %1 of %2 begins after offset %3 now.</source>
        <translation>Die Partition %1 von %2 beginnt jetzt nach Offset %3.</translation>
    </message>
</context>
<context>
    <name>ui::actions::TransferActions</name>
    <message>
        <source>JSON lines, with everything (*.jsonl)</source>
        <translation>JSON-Zeilen, mit allem (*.jsonl)</translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>Nachrichten exportieren</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (*.csv)</source>
        <translation>CSV, für Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>%1 was not exported to %2: %3</source>
        <translation>%1 wurde nicht nach %2 exportiert: %3</translation>
    </message>
    <message>
        <source>The export to %1 is cancelled; there is no file.</source>
        <translation>Der Export nach %1 ist abgebrochen; es gibt keine Datei.</translation>
    </message>
    <message>
        <source>%1 exported to %2; %3 had left before their turn, or could not be read.</source>
        <translation>%1 exportiert nach %2; %3 waren weg, bevor sie an der Reihe waren, oder nicht lesbar.</translation>
    </message>
    <message>
        <source>%1 exported to %2.</source>
        <translation>%1 exportiert nach %2.</translation>
    </message>
    <message>
        <source>%1 imported from %2 into %3</source>
        <translation>%1 importiert aus %2 nach %3</translation>
    </message>
    <message>
        <source>%1, then it ended: %2.</source>
        <translation>%1, dann endete es: %2.</translation>
    </message>
    <message>
        <source>%1; %2 left out: %3.</source>
        <translation>%1; %2 ausgelassen: %3.</translation>
    </message>
    <message>
        <source>%1, then it was cancelled.</source>
        <translation>%1, dann wurde es abgebrochen.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>Exporting to %1</source>
        <translation>Export nach %1</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>Import von %1</translation>
    </message>
</context>
<context>
    <name>ui::actions::UnroutedActions</name>
    <message>
        <source>The message can not be had: %1</source>
        <translation>Die Nachricht ist nicht zu bekommen: %1</translation>
    </message>
    <message>
        <source>The message was too large to be kept with its body: publish it anew.</source>
        <translation>Die Nachricht war zu groß, um sie mit ihrem Inhalt zu behalten: sie neu veröffentlichen.</translation>
    </message>
    <message>
        <source>The message was republished to %1.</source>
        <translation>Die Nachricht wurde wieder an %1 veröffentlicht.</translation>
    </message>
    <message>
        <source>Empty the unrouted tray?</source>
        <translation>Die Ablage der nicht gerouteten leeren?</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>Alle vergessen</translation>
    </message>
    <message>
        <source>%1 message is forgotten.</source>
        <translation>%1 Nachricht wird vergessen.</translation>
    </message>
    <message>
        <source>%1 messages are forgotten.</source>
        <translation>%1 Nachrichten werden vergessen.</translation>
    </message>
    <message>
        <source>Nothing else keeps them. This can not be undone.</source>
        <translation>Nichts sonst bewahrt sie auf. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>The unrouted tray is empty.</source>
        <translation>Die Ablage der nicht gerouteten ist leer.</translation>
    </message>
</context>
<context>
    <name>ui::canvas::FlowView</name>
    <message>
        <source>Flow of messages</source>
        <translation>Fluss der Nachrichten</translation>
    </message>
    <message>
        <source>Find: %1</source>
        <translation>Suche: %1</translation>
    </message>
    <message>
        <source>Find: %1 (nothing has that name)</source>
        <translation>Suche: %1 (nichts heißt so)</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::AccessForm</name>
    <message>
        <source>A name is needed.</source>
        <translation>Ein Name wird gebraucht.</translation>
    </message>
    <message>
        <source>Not a regular expression: %1 at position %2.</source>
        <translation>Kein regulärer Ausdruck: %1 an Stelle %2.</translation>
    </message>
    <message>
        <source>A whole number, or empty for no limit.</source>
        <translation>Eine ganze Zahl, oder leer für keine Grenze.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::CloseConnectionDialog</name>
    <message>
        <source>Close the connection?</source>
        <translation>Die Verbindung schließen?</translation>
    </message>
    <message>
        <source>Close connection</source>
        <translation>Verbindung schließen</translation>
    </message>
    <message>
        <source>closed by hand in Sightglass</source>
        <translation>von Hand geschlossen in Sightglass</translation>
    </message>
    <message>
        <source>%1 gets CONNECTION_FORCED (320).</source>
        <translation>%1 bekommt CONNECTION_FORCED (320).</translation>
    </message>
    <message>
        <source>Its unacked message goes back to its queue.</source>
        <translation>Ihre unbestätigte Nachricht geht in ihre Queue zurück.</translation>
    </message>
    <message>
        <source>Its %1 unacked messages go back to their queues.</source>
        <translation>Ihre %1 unbestätigten Nachrichten gehen in ihre Queues zurück.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>The client is told this.</source>
        <translation>Das wird dem Client gesagt.</translation>
    </message>
    <message>
        <source>At most %1 bytes.</source>
        <translation>Höchstens %1 Bytes.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::CreateBindingDialog</name>
    <message>
        <source>Messages with exactly this routing key.</source>
        <translation>Nachrichten mit genau diesem Routing-Key.</translation>
    </message>
    <message>
        <source>A pattern: * stands for one word, # for any number. eu.* takes eu.new, # takes everything.</source>
        <translation>Ein Muster: * steht für ein Wort, # für beliebig viele. eu.* nimmt eu.new, # nimmt alles.</translation>
    </message>
    <message>
        <source>A fanout exchange does not look at it.</source>
        <translation>Ein Fanout-Exchange sieht nicht darauf.</translation>
    </message>
    <message>
        <source>A headers exchange does not look at it; the headers below decide.</source>
        <translation>Ein Headers-Exchange sieht nicht darauf; die Header unten entscheiden.</translation>
    </message>
    <message>
        <source>The weight, a whole number above 0: with 2 it gets twice the share of one with 1.</source>
        <translation>Das Gewicht, eine ganze Zahl über 0: mit 2 bekommt es den doppelten Anteil von einem mit 1.</translation>
    </message>
    <message>
        <source>The exchange does not look at it; each destination takes an equal share.</source>
        <translation>Der Exchange sieht nicht darauf; jedes Ziel bekommt einen gleichen Anteil.</translation>
    </message>
    <message>
        <source>As an exchange of its x-delayed-type takes it, once the message&apos;s delay is over.</source>
        <translation>Wie ein Exchange seines x-delayed-type ihn nimmt, sobald die Verzögerung der Nachricht vorbei ist.</translation>
    </message>
    <message>
        <source>New binding</source>
        <translation>Neues Binding</translation>
    </message>
    <message>
        <source>Bind</source>
        <translation>Binden</translation>
    </message>
    <message>
        <source>argument</source>
        <translation>Argument</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>all – every header below must match</source>
        <translation>all – jeder Header unten muss passen</translation>
    </message>
    <message>
        <source>any – one is enough</source>
        <translation>any – einer genügt</translation>
    </message>
    <message>
        <source>all-with-x – as all, x- headers too</source>
        <translation>all-with-x – wie all, auch x-Header</translation>
    </message>
    <message>
        <source>any-with-x – as any, x- headers too</source>
        <translation>any-with-x – wie any, auch x-Header</translation>
    </message>
    <message>
        <source>&amp;From exchange</source>
        <translation>&amp;Vom Exchange</translation>
    </message>
    <message>
        <source>Choose the exchange to bind to. The default exchange binds every queue by itself.</source>
        <translation>Den Exchange wählen, an den gebunden wird. Der Default-Exchange bindet jede Queue von selbst.</translation>
    </message>
    <message>
        <source>To a</source>
        <translation>An</translation>
    </message>
    <message>
        <source>&amp;Destination</source>
        <translation>&amp;Ziel</translation>
    </message>
    <message>
        <source>Choose what shall receive.</source>
        <translation>Wählen, was empfangen soll.</translation>
    </message>
    <message>
        <source>Routing &amp;key</source>
        <translation>Routing-&amp;Key</translation>
    </message>
    <message>
        <source>&amp;Match</source>
        <translation>&amp;Passt bei</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>For a headers exchange: the headers to match. Other exchanges keep them as they are.</source>
        <translation>Bei einem Headers-Exchange: die Header, die passen müssen. Andere Exchanges behalten sie, wie sie sind.</translation>
    </message>
    <message>
        <source>An argument needs a look.</source>
        <translation>Ein Argument muss angesehen werden.</translation>
    </message>
    <message>
        <source>It must be empty; each classic queue takes an equal share.</source>
        <translation>Er muss leer sein; jede klassische Queue bekommt einen gleichen Anteil.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::CreateExchangeDialog</name>
    <message>
        <source>to the queues bound with exactly the routing key</source>
        <translation>an die Queues, die mit genau dem Routing-Key gebunden sind</translation>
    </message>
    <message>
        <source>to every bound queue, whatever the routing key</source>
        <translation>an jede gebundene Queue, was immer der Routing-Key ist</translation>
    </message>
    <message>
        <source>by pattern: * is one word, # any number of words</source>
        <translation>nach Muster: * ist ein Wort, # beliebig viele Wörter</translation>
    </message>
    <message>
        <source>by the message&apos;s headers, not by its routing key</source>
        <translation>nach den Headern der Nachricht, nicht nach ihrem Routing-Key</translation>
    </message>
    <message>
        <source>to one destination by the hash of the routing key; binding keys are weights</source>
        <translation>an ein Ziel nach dem Hash des Routing-Keys; Binding-Keys sind Gewichte</translation>
    </message>
    <message>
        <source>to one bound destination, drawn at random, whatever the routing key</source>
        <translation>an ein gebundenes Ziel, das ausgelost wird, was immer der Routing-Key ist</translation>
    </message>
    <message>
        <source>to one destination by the hash of the routing key; binding keys do not matter</source>
        <translation>an ein Ziel nach dem Hash des Routing-Keys; Binding-Keys spielen keine Rolle</translation>
    </message>
    <message>
        <source>New exchange</source>
        <translation>Neuer Exchange</translation>
    </message>
    <message>
        <source>Create exchange</source>
        <translation>Exchange anlegen</translation>
    </message>
    <message>
        <source>Auto-delete: goes when its last binding goes</source>
        <translation>Auto-delete: geht mit seinem letzten Binding</translation>
    </message>
    <message>
        <source>Internal: only other exchanges may publish to it</source>
        <translation>Internal: nur andere Exchanges dürfen an ihn veröffentlichen</translation>
    </message>
    <message>
        <source>argument</source>
        <translation>Argument</translation>
    </message>
    <message>
        <source>durable – survives a restart of the broker</source>
        <translation>durable – übersteht einen Neustart des Brokers</translation>
    </message>
    <message>
        <source>transient – gone when the broker stops</source>
        <translation>transient – weg, wenn der Broker endet</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Typ</translation>
    </message>
    <message>
        <source>&amp;Durability</source>
        <translation>&amp;Dauerhaftigkeit</translation>
    </message>
    <message>
        <source>&amp;Alternate exchange</source>
        <translation>&amp;Alternativer Exchange</translation>
    </message>
    <message>
        <source>Takes the messages that match no binding here. Empty: they are dropped, or returned when mandatory.</source>
        <translation>Nimmt die Nachrichten, die hier zu keinem Binding passen. Leer: sie werden verworfen, oder mit mandatory zurückgegeben.</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>An argument needs a look.</source>
        <translation>Ein Argument muss angesehen werden.</translation>
    </message>
    <message>
        <source>to one bound classic queue, drawn at random: for requests that any of several servers may answer</source>
        <translation>an eine gebundene klassische Queue, ausgelost: für Anfragen, die jeder von mehreren Servern beantworten darf</translation>
    </message>
    <message>
        <source>holds a message for its header x-delay, then routes as an exchange of another type does</source>
        <translation>hält eine Nachricht so lange zurück, wie ihr Header x-delay sagt, und leitet sie dann weiter wie ein Exchange eines anderen Typs</translation>
    </message>
    <message>
        <source>the routing key</source>
        <translation>dem Routing Key</translation>
    </message>
    <message>
        <source>a header</source>
        <translation>einem Header</translation>
    </message>
    <message>
        <source>&amp;Routes as</source>
        <translation>&amp;Leitet weiter wie</translation>
    </message>
    <message>
        <source>What it does with a message whose time has come (x-delayed-type).</source>
        <translation>Was mit einer Nachricht geschieht, deren Zeit gekommen ist (x-delayed-type).</translation>
    </message>
    <message>
        <source>&amp;Hash of</source>
        <translation>&amp;Hash aus</translation>
    </message>
    <message>
        <source>Messages alike in this go to the same destination.</source>
        <translation>Nachrichten, die darin übereinstimmen, gehen zum selben Ziel.</translation>
    </message>
    <message>
        <source>H&amp;eader</source>
        <translation>H&amp;eader</translation>
    </message>
    <message>
        <source>Which header?</source>
        <translation>Welcher Header?</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::CreateQueueDialog</name>
    <message>
        <source>New queue</source>
        <translation>Neue Queue</translation>
    </message>
    <message>
        <source>Create queue</source>
        <translation>Queue anlegen</translation>
    </message>
    <message>
        <source>Auto-delete: goes when its last consumer goes</source>
        <translation>Auto-delete: geht mit ihrem letzten Consumer</translation>
    </message>
    <message>
        <source>argument</source>
        <translation>Argument</translation>
    </message>
    <message>
        <source>empty: the broker makes one, amq.gen-…</source>
        <translation>leer: der Broker macht einen, amq.gen-…</translation>
    </message>
    <message>
        <source>durable – survives a restart of the broker</source>
        <translation>durable – übersteht einen Neustart des Brokers</translation>
    </message>
    <message>
        <source>transient – gone when the broker stops</source>
        <translation>transient – weg, wenn der Broker endet</translation>
    </message>
    <message>
        <source>not given – a classic queue</source>
        <translation>nicht angegeben – eine klassische Queue</translation>
    </message>
    <message>
        <source>classic</source>
        <translation>classic</translation>
    </message>
    <message>
        <source>quorum – with a delivery limit; one machine is its own quorum</source>
        <translation>quorum – mit Zustellgrenze; ein Rechner ist sein eigenes Quorum</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Durability</source>
        <translation>&amp;Dauerhaftigkeit</translation>
    </message>
    <message>
        <source>Persistent messages in a durable queue are on disk before their publisher is told so.</source>
        <translation>Persistente Nachrichten in einer dauerhaften Queue sind auf der Platte, bevor es ihrem Publisher gesagt wird.</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Typ</translation>
    </message>
    <message>
        <source>x-queue-type. A client that declares this queue must say the same.</source>
        <translation>x-queue-type. Ein Client, der diese Queue deklariert, muss dasselbe sagen.</translation>
    </message>
    <message>
        <source>A quorum queue is durable.</source>
        <translation>Eine Quorum-Queue ist dauerhaft.</translation>
    </message>
    <message>
        <source>A quorum queue is not auto-delete.</source>
        <translation>Eine Quorum-Queue ist nicht auto-delete.</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Further arguments</source>
        <translation>Weitere Argumente</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Kept. Those that RabbitMQ knows are compared when a client declares the queue again.</source>
        <translation>Werden behalten. Die, die RabbitMQ kennt, werden verglichen, wenn ein Client die Queue wieder deklariert.</translation>
    </message>
    <message>
        <source>An argument needs a look.</source>
        <translation>Ein Argument muss angesehen werden.</translation>
    </message>
    <message>
        <source>A quorum queue has a name.</source>
        <translation>Eine Quorum-Queue hat einen Namen.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::DeleteExchangeDialog</name>
    <message>
        <source>its binding</source>
        <translation>sein Binding</translation>
    </message>
    <message>
        <source>its %1 bindings</source>
        <translation>seine %1 Bindings</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Delete %1 and %2</source>
        <translation>%1 und %2 löschen</translation>
    </message>
    <message>
        <source>Delete the exchange %1?</source>
        <translation>Den Exchange %1 löschen?</translation>
    </message>
    <message>
        <source>Only if nothing is bound to it</source>
        <translation>Nur wenn nichts an ihn gebunden ist</translation>
    </message>
    <message>
        <source>A client that publishes to it from now on gets NOT_FOUND and loses its channel.</source>
        <translation>Ein Client, der von jetzt an ihn veröffentlicht, bekommt NOT_FOUND und verliert seinen Kanal.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::DeleteForGoodDialog</name>
    <message>
        <source>Delete the rest for good?</source>
        <translation>Den Rest endgültig löschen?</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>%1 message is deleted and can be brought back.</source>
        <translation>%1 Nachricht ist gelöscht und kann zurückgeholt werden.</translation>
    </message>
    <message>
        <source>%1 messages are deleted and can be brought back.</source>
        <translation>%1 Nachrichten sind gelöscht und können zurückgeholt werden.</translation>
    </message>
    <message>
        <source>%1 The others, %2 as far as known, are more than can be kept for that.</source>
        <translation>%1 Die anderen, %2, soweit bekannt, sind mehr, als dafür behalten werden kann.</translation>
    </message>
    <message>
        <source>Move the rest without undo?</source>
        <translation>Den Rest verschieben, ohne dass es sich zurücknehmen lässt?</translation>
    </message>
    <message>
        <source>Copy the rest without undo?</source>
        <translation>Den Rest kopieren, ohne dass es sich zurücknehmen lässt?</translation>
    </message>
    <message>
        <source>Move the rest</source>
        <translation>Den Rest verschieben</translation>
    </message>
    <message>
        <source>Copy the rest</source>
        <translation>Den Rest kopieren</translation>
    </message>
    <message>
        <source>For %1 message this can be undone.</source>
        <translation>Bei %1 Nachricht lässt es sich zurücknehmen.</translation>
    </message>
    <message>
        <source>For %1 messages this can be undone.</source>
        <translation>Bei %1 Nachrichten lässt es sich zurücknehmen.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::DeleteQueueDialog</name>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Delete %1 and its message</source>
        <translation>%1 und ihre Nachricht löschen</translation>
    </message>
    <message>
        <source>Delete %1 and its %2 messages</source>
        <translation>%1 und ihre %2 Nachrichten löschen</translation>
    </message>
    <message>
        <source>%1 consumer is cancelled.</source>
        <translation>%1 Consumer wird abgebrochen.</translation>
    </message>
    <message>
        <source>%1 consumers are cancelled.</source>
        <translation>%1 Consumer werden abgebrochen.</translation>
    </message>
    <message>
        <source>%1 binding goes with it.</source>
        <translation>%1 Binding geht mit ihr.</translation>
    </message>
    <message>
        <source>%1 bindings go with it.</source>
        <translation>%1 Bindings gehen mit ihr.</translation>
    </message>
    <message>
        <source>Deleting can not be undone.</source>
        <translation>Löschen lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete the queue %1?</source>
        <translation>Die Queue %1 löschen?</translation>
    </message>
    <message>
        <source>Only if it has no consumers</source>
        <translation>Nur wenn sie keine Consumer hat</translation>
    </message>
    <message>
        <source>Only if it is empty</source>
        <translation>Nur wenn sie leer ist</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ExportDefinitionsDialog</name>
    <message>
        <source>Export definitions</source>
        <translation>Definitionen exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>the whole broker</source>
        <translation>der ganze Broker</translation>
    </message>
    <message>
        <source>As RabbitMQ&apos;s definitions.json, which it imports. The whole broker includes the users with the hashes of their passwords. Messages and exclusive queues are not in it.</source>
        <translation>Als definitions.json von RabbitMQ, das sie importiert. Der ganze Broker enthält die Benutzer mit den Hashes ihrer Passwörter. Nachrichten und exklusive Queues sind nicht darin.</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Was</translation>
    </message>
    <message>
        <source>One virtual host: without users and permissions.</source>
        <translation>Ein Virtual Host: ohne Benutzer und Berechtigungen.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>A file that is there is replaced.</source>
        <translation>Eine vorhandene Datei wird ersetzt.</translation>
    </message>
    <message>
        <source>Which file?</source>
        <translation>Welche Datei?</translation>
    </message>
    <message>
        <source>The file can not be written: %1.</source>
        <translation>Die Datei kann nicht geschrieben werden: %1.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::FormDialog</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Definitions file</source>
        <translation>Definitionsdatei</translation>
    </message>
    <message>
        <source>Definitions (*.json)</source>
        <translation>Definitionen (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Virtual host</source>
        <translation>&amp;Virtual Host</translation>
    </message>
    <message>
        <source>A name space of its own: clients see it only when they connect to it.</source>
        <translation>Ein eigener Namensraum: Clients sehen ihn nur, wenn sie sich mit ihm verbinden.</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>In Arbeit…</translation>
    </message>
    <message>
        <source>The broker refused: %1</source>
        <translation>Der Broker hat abgelehnt: %1</translation>
    </message>
    <message>
        <source>asked for here</source>
        <translation>hier verlangt</translation>
    </message>
    <message>
        <source>there already</source>
        <translation>schon da</translation>
    </message>
    <message>
        <source>Ask for what is there, choose another name, or delete it first.</source>
        <translation>Verlangen, was da ist, einen anderen Namen wählen, oder es zuerst löschen.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ImportDefinitionsDialog</name>
    <message>
        <source>Import definitions</source>
        <translation>Definitionen importieren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>the whole broker</source>
        <translation>der ganze Broker</translation>
    </message>
    <message>
        <source>Replace users, permissions, limits and policies that differ</source>
        <translation>Abweichende Benutzer, Berechtigungen, Grenzen und Policies ersetzen</translation>
    </message>
    <message>
        <source>A definitions.json of RabbitMQ, or of this broker: virtual hosts, users with their passwords, permissions, policies, exchanges, queues and bindings. What is not there is made; nothing is removed.</source>
        <translation>Eine definitions.json von RabbitMQ oder von diesem Broker: Virtual Hosts, Benutzer mit ihren Passwörtern, Berechtigungen, Policies, Exchanges, Queues und Bindings. Was nicht da ist, wird angelegt; nichts wird entfernt.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Which file?</source>
        <translation>Welche Datei?</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Es gibt keine solche Datei.</translation>
    </message>
    <message>
        <source>&amp;Into</source>
        <translation>&amp;Nach</translation>
    </message>
    <message>
        <source>One virtual host: of the file only what belongs to it, or names none, is taken.</source>
        <translation>Ein Virtual Host: von der Datei wird nur genommen, was zu ihm gehört oder keinen nennt.</translation>
    </message>
    <message>
        <source>Queues and exchanges that differ always stay as they are.</source>
        <translation>Abweichende Queues und Exchanges bleiben immer, wie sie sind.</translation>
    </message>
    <message>
        <source>The file is too large to be a definitions file.</source>
        <translation>Die Datei ist zu groß für eine Definitionsdatei.</translation>
    </message>
    <message>
        <source>The file can not be read: %1.</source>
        <translation>Die Datei kann nicht gelesen werden: %1.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ImportMessagesForm</name>
    <message>
        <source>Import messages</source>
        <translation>Nachrichten importieren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>JSON lines as they are exported here, or as written by hand: {&quot;routing_key&quot;: &quot;eu.new&quot;, &quot;payload&quot;: {&quot;id&quot;: 17}}. Or CSV whose first line has the names, “payload” among them.</source>
        <translation>JSON-Zeilen, wie sie hier exportiert werden, oder von Hand geschrieben: {&quot;routing_key&quot;: &quot;eu.new&quot;, &quot;payload&quot;: {&quot;id&quot;: 17}}. Oder CSV, dessen erste Zeile die Namen hat, darunter „payload“.</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Which file?</source>
        <translation>Welche Datei?</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Es gibt keine solche Datei.</translation>
    </message>
    <message>
        <source>Messages to import</source>
        <translation>Nachrichten zum Importieren</translation>
    </message>
    <message>
        <source>Messages (*.jsonl *.ndjson *.json *.csv)</source>
        <translation>Nachrichten (*.jsonl *.ndjson *.json *.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>a queue</source>
        <translation>eine Queue</translation>
    </message>
    <message>
        <source>an exchange</source>
        <translation>ein Exchange</translation>
    </message>
    <message>
        <source>a topic</source>
        <translation>ein Topic</translation>
    </message>
    <message>
        <source>&amp;Into</source>
        <translation>&amp;Nach</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Choose where to.</source>
        <translation>Wählen, wohin.</translation>
    </message>
    <message>
        <source>each message&apos;s own</source>
        <translation>der eigene jeder Nachricht</translation>
    </message>
    <message>
        <source>Routing &amp;key</source>
        <translation>Routing-&amp;Key</translation>
    </message>
    <message>
        <source>They are routed as if published now. What reaches no queue is left out, and told.</source>
        <translation>Sie werden geroutet, als würden sie jetzt veröffentlicht. Was keine Queue erreicht, wird ausgelassen und gemeldet.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ImportReportDialog</name>
    <message>
        <source>Only what was left out</source>
        <translation>Nur was ausgelassen wurde</translation>
    </message>
    <message>
        <source>Definitions imported</source>
        <translation>Definitionen importiert</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>The items of the file</source>
        <translation>Die Einträge der Datei</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ImportReportModel</name>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::MessageEditors</name>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Headers and properties</source>
        <translation>Header und Eigenschaften</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::MoveMessagesForm</name>
    <message>
        <source>all messages that match</source>
        <translation>alle passenden Nachrichten</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>Edit and republish</source>
        <translation>Bearbeiten und wieder veröffentlichen</translation>
    </message>
    <message>
        <source>Move %1 from %2</source>
        <translation>%1 aus %2 verschieben</translation>
    </message>
    <message>
        <source>Copy %1 from %2</source>
        <translation>%1 aus %2 kopieren</translation>
    </message>
    <message>
        <source>Republish</source>
        <translation>Wieder veröffentlichen</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>goes: this one takes its place</source>
        <translation>geht: diese tritt an ihre Stelle</translation>
    </message>
    <message>
        <source>stays: this one is a copy</source>
        <translation>bleibt: diese ist eine Kopie</translation>
    </message>
    <message>
        <source>The &amp;original</source>
        <translation>Das &amp;Original</translation>
    </message>
    <message>
        <source>the topic %1 again</source>
        <translation>wieder das Topic %1</translation>
    </message>
    <message>
        <source>the queue %1 again, at its end</source>
        <translation>wieder die Queue %1, an ihrem Ende</translation>
    </message>
    <message>
        <source>the message&apos;s own</source>
        <translation>der eigene der Nachricht</translation>
    </message>
    <message>
        <source>each message&apos;s own</source>
        <translation>der eigene jeder Nachricht</translation>
    </message>
    <message>
        <source>Routing &amp;key</source>
        <translation>Routing-&amp;Key</translation>
    </message>
    <message>
        <source>It is routed as if published now. What would reach no queue stays where it is.</source>
        <translation>Sie wird geroutet, als würde sie jetzt veröffentlicht. Was keine Queue erreichte, bleibt, wo es ist.</translation>
    </message>
    <message>
        <source>&amp;Without the death headers</source>
        <translation>&amp;Ohne die Death-Header</translation>
    </message>
    <message>
        <source>x-death and its like tell how often a message has died. Without them it starts anew.</source>
        <translation>x-death und seinesgleichen sagen, wie oft eine Nachricht gestorben ist. Ohne sie fängt sie neu an.</translation>
    </message>
    <message>
        <source>The originals stay, and those that consumers hold are copied, too.</source>
        <translation>Die Originale bleiben, und auch die, die Consumer halten, werden kopiert.</translation>
    </message>
    <message>
        <source>They leave %1 as they arrive: none is ever in neither place. Those that consumers hold stay. It can be undone.</source>
        <translation>Sie verlassen %1, indem sie ankommen: keine ist je an keinem der Orte. Die, die Consumer halten, bleiben. Es lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>A new message is made of this one.</source>
        <translation>Aus dieser wird eine neue Nachricht gemacht.</translation>
    </message>
    <message>
        <source>The message leaves %1 as the edited one arrives: it is never in neither place. It can be undone.</source>
        <translation>Die Nachricht verlässt %1, indem die bearbeitete ankommt: sie ist nie an keinem der Orte. Es lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Choose where to.</source>
        <translation>Wählen, wohin.</translation>
    </message>
    <message>
        <source>What comes in until it begins is among them.</source>
        <translation>Was bis zum Beginn eintrifft, gehört dazu.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::PermissionsForm</name>
    <message>
        <source>Topic permissions</source>
        <translation>Topic-Berechtigungen</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Set permissions</source>
        <translation>Berechtigungen setzen</translation>
    </message>
    <message>
        <source>Regular expressions over routing keys, for one topic exchange. {username} and {vhost} stand for the client&apos;s. They are asked for besides the permissions on the exchange.</source>
        <translation>Reguläre Ausdrücke über Routing-Keys, für einen Topic-Exchange. {username} und {vhost} stehen für die des Clients. Sie werden zusätzlich zu den Berechtigungen am Exchange gefragt.</translation>
    </message>
    <message>
        <source>Regular expressions over the names of queues and exchanges. Not anchored: “orders” also matches “old-orders”, “^orders$” does not. Empty allows nothing.</source>
        <translation>Reguläre Ausdrücke über die Namen von Queues und Exchanges. Nicht verankert: „orders“ passt auch auf „old-orders“, „^orders$“ nicht. Leer erlaubt nichts.</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>A user is needed.</source>
        <translation>Ein Benutzer wird gebraucht.</translation>
    </message>
    <message>
        <source>&amp;Virtual host</source>
        <translation>&amp;Virtual Host</translation>
    </message>
    <message>
        <source>A virtual host is needed.</source>
        <translation>Ein Virtual Host wird gebraucht.</translation>
    </message>
    <message>
        <source>&amp;Exchange</source>
        <translation>&amp;Exchange</translation>
    </message>
    <message>
        <source>A topic exchange. On others, routing keys are free.</source>
        <translation>Ein Topic-Exchange. Bei anderen sind Routing-Keys frei.</translation>
    </message>
    <message>
        <source>&amp;Configure</source>
        <translation>&amp;Konfigurieren</translation>
    </message>
    <message>
        <source>Declare and delete queues and exchanges.</source>
        <translation>Queues und Exchanges deklarieren und löschen.</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>&amp;Schreiben</translation>
    </message>
    <message>
        <source>Publish with these routing keys.</source>
        <translation>Mit diesen Routing-Keys veröffentlichen.</translation>
    </message>
    <message>
        <source>Publish to exchanges (amq.default is the nameless one); bind queues.</source>
        <translation>An Exchanges veröffentlichen (amq.default ist der namenlose); Queues binden.</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>&amp;Lesen</translation>
    </message>
    <message>
        <source>Bind with these routing keys.</source>
        <translation>Mit diesen Routing-Keys binden.</translation>
    </message>
    <message>
        <source>Consume, get and purge queues; bind from exchanges.</source>
        <translation>Queues abnehmen, abfragen und leeren; von Exchanges binden.</translation>
    </message>
    <message>
        <source>empty: nothing</source>
        <translation>leer: nichts</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::PolicyDialog</name>
    <message>
        <source>queues and exchanges</source>
        <translation>Queues und Exchanges</translation>
    </message>
    <message>
        <source>queues of every type</source>
        <translation>Queues jeden Typs</translation>
    </message>
    <message>
        <source>classic queues only</source>
        <translation>nur klassische Queues</translation>
    </message>
    <message>
        <source>quorum queues only</source>
        <translation>nur Quorum-Queues</translation>
    </message>
    <message>
        <source>exchanges only</source>
        <translation>nur Exchanges</translation>
    </message>
    <message>
        <source>New policy</source>
        <translation>Neue Policy</translation>
    </message>
    <message>
        <source>Policy %1</source>
        <translation>Policy %1</translation>
    </message>
    <message>
        <source>Create policy</source>
        <translation>Policy anlegen</translation>
    </message>
    <message>
        <source>Save policy</source>
        <translation>Policy speichern</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>policy – for what declarations leave open</source>
        <translation>Policy – für das, was Deklarationen offen lassen</translation>
    </message>
    <message>
        <source>operator policy – limits that nothing exceeds</source>
        <translation>Operator-Policy – Grenzen, die nichts überschreitet</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>A policy needs a name.</source>
        <translation>Eine Policy braucht einen Namen.</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>One policy and one operator policy apply to a queue.</source>
        <translation>Für eine Queue gelten eine Policy und eine Operator-Policy.</translation>
    </message>
    <message>
        <source>&amp;Pattern</source>
        <translation>&amp;Muster</translation>
    </message>
    <message>
        <source>A regular expression that is found anywhere in the name; ^ is its start and $ its end.</source>
        <translation>Ein regulärer Ausdruck, der irgendwo im Namen vorkommt; ^ ist der Anfang und $ das Ende.</translation>
    </message>
    <message>
        <source>&amp;Apply to</source>
        <translation>&amp;Gilt für</translation>
    </message>
    <message>
        <source>P&amp;riority</source>
        <translation>&amp;Rang</translation>
    </message>
    <message>
        <source>Of the policies that match, the one with the highest priority applies.</source>
        <translation>Von den passenden Policies gilt die mit dem höchsten Rang.</translation>
    </message>
    <message>
        <source>What the policy matches</source>
        <translation>Worauf die Policy passt</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Passt auf</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Exchanges and further keys</source>
        <translation>Exchanges und weitere Schlüssel</translation>
    </message>
    <message>
        <source>Alternate exchange</source>
        <translation>Alternativer Exchange</translation>
    </message>
    <message>
        <source>alternate-exchange: takes the messages that match no binding of the exchange.</source>
        <translation>alternate-exchange: nimmt die Nachrichten, die zu keinem Binding des Exchange passen.</translation>
    </message>
    <message>
        <source>Further keys</source>
        <translation>Weitere Schlüssel</translation>
    </message>
    <message>
        <source>RabbitMQ&apos;s other keys are kept, and have no effect here.</source>
        <translation>Die anderen Schlüssel von RabbitMQ werden behalten und haben hier keine Wirkung.</translation>
    </message>
    <message>
        <source>A key needs a look.</source>
        <translation>Ein Schlüssel muss angesehen werden.</translation>
    </message>
    <message>
        <source>No regular expression: %1.</source>
        <translation>Kein regulärer Ausdruck: %1.</translation>
    </message>
    <message>
        <source>Nothing, until the pattern is one.</source>
        <translation>Nichts, bis das Muster eines ist.</translation>
    </message>
    <message>
        <source>streams only</source>
        <translation>nur Streams</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Live feed</source>
        <translation>Live-Feed</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>&amp;Size of letters</source>
        <translation>&amp;Schriftgröße</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>Seen at the next start.</source>
        <translation>Zu sehen ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>&amp;Events kept</source>
        <translation>&amp;Ereignisse behalten</translation>
    </message>
    <message>
        <source>The oldest go when there are more.</source>
        <translation>Sind es mehr, gehen die ältesten.</translation>
    </message>
    <message>
        <source>Taken a &amp;second</source>
        <translation>&amp;Höchstens je Sekunde</translation>
    </message>
    <message>
        <source>What is more is counted as left out; the broker goes on at its own pace whatever stands here.</source>
        <translation>Was darüber ist, wird als ausgelassen gezählt; der Broker arbeitet in seinem eigenen Tempo, was immer hier steht.</translation>
    </message>
    <message>
        <source>&amp;Tell me what happens while the window is not in front</source>
        <translation>&amp;Mitteilen, was geschieht, während das Fenster nicht vorn ist</translation>
    </message>
    <message>
        <source>A first dead letter, publishers that have to wait, a disk that is full: each once, until it was looked at. Where the desktop shows no notifications, and while the window is in front, it is told at the window’s lower edge.</source>
        <translation>Ein erster Dead Letter, Publisher, die warten müssen, eine volle Platte: je einmal, bis es angesehen wurde. Wo der Desktop keine Mitteilungen zeigt, und solange das Fenster vorn ist, steht es am unteren Rand des Fensters.</translation>
    </message>
    <message>
        <source>All of this is read when Sightglass starts next, with a window or without, and kept in %1. To move a port now: Broker, Listeners.</source>
        <translation>All das wird gelesen, wenn Sightglass das nächste Mal startet, mit oder ohne Fenster, und steht in %1. Um einen Port jetzt zu verlegen: Broker, Listener.</translation>
    </message>
    <message>
        <source>This broker keeps nothing for its next start: the demo has a folder of its own that is removed at the end, and --memory keeps nothing at all.</source>
        <translation>Dieser Broker behält nichts für seinen nächsten Start: die Demo hat einen eigenen Ordner, der am Ende entfernt wird, und --memory behält gar nichts.</translation>
    </message>
    <message>
        <source>Given on the command line, which comes before what is kept here.</source>
        <translation>Auf der Kommandozeile angegeben; sie geht dem vor, was hier steht.</translation>
    </message>
    <message>
        <source>The options of the broker could not be kept. %1</source>
        <translation>Die Optionen des Brokers konnten nicht gespeichert werden. %1</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::PurgeQueueDialog</name>
    <message>
        <source>Messages in it can not be read, so they can not be brought back: %1. Purge anyway?</source>
        <translation>Nachrichten darin sind nicht lesbar und ließen sich nicht zurückholen: %1. Trotzdem leeren?</translation>
    </message>
    <message>
        <source>%1 message (%2) is too large to bring back. Purge anyway?</source>
        <translation>%1 Nachricht (%2) ist zu groß, um sie zurückholen zu können. Trotzdem leeren?</translation>
    </message>
    <message>
        <source>%1 messages (%2) are too many to bring back. Purge anyway?</source>
        <translation>%1 Nachrichten (%2) sind zu viele, um sie zurückholen zu können. Trotzdem leeren?</translation>
    </message>
    <message>
        <source>Purge the queue %1 for good?</source>
        <translation>Die Queue %1 endgültig leeren?</translation>
    </message>
    <message>
        <source>Purge for good</source>
        <translation>Endgültig leeren</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ReplayForm</name>
    <message>
        <source>Replay %1</source>
        <translation>%1 erneut abspielen</translation>
    </message>
    <message>
        <source>Start replay</source>
        <translation>Replay starten</translation>
    </message>
    <message>
        <source>Publishes messages of the topic once more. The topic keeps them, and no group notices.</source>
        <translation>Veröffentlicht Nachrichten des Topics noch einmal. Das Topic behält sie, und keine Gruppe merkt etwas.</translation>
    </message>
    <message>
        <source>Publishes copies of the queue&apos;s messages, of those too that consumers hold. The queue keeps its own.</source>
        <translation>Veröffentlicht Kopien der Nachrichten der Queue, auch derer, die Consumer halten. Die Queue behält ihre eigenen.</translation>
    </message>
    <message>
        <source>all, by the time of their messages</source>
        <translation>alle, nach der Zeit ihrer Nachrichten</translation>
    </message>
    <message>
        <source>&amp;Partition</source>
        <translation>&amp;Partition</translation>
    </message>
    <message>
        <source>all that are there now</source>
        <translation>alle, die jetzt da sind</translation>
    </message>
    <message>
        <source>by offset – from one to another</source>
        <translation>nach Offset – von einem bis zu einem anderen</translation>
    </message>
    <message>
        <source>by position – from one to another</source>
        <translation>nach Platz – von einem bis zu einem anderen</translation>
    </message>
    <message>
        <source>by time – from one to another</source>
        <translation>nach Zeit – von einer bis zu einer anderen</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;Nachrichten</translation>
    </message>
    <message>
        <source>Fr&amp;om</source>
        <translation>V&amp;on</translation>
    </message>
    <message>
        <source>&amp;Through</source>
        <translation>&amp;Bis einschließlich</translation>
    </message>
    <message>
        <source>the oldest</source>
        <translation>die älteste</translation>
    </message>
    <message>
        <source>the newest</source>
        <translation>die neueste</translation>
    </message>
    <message>
        <source>&amp;Before</source>
        <translation>&amp;Vor</translation>
    </message>
    <message>
        <source>This is not after the beginning.</source>
        <translation>Das liegt nicht nach dem Anfang.</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>To &amp;a</source>
        <translation>&amp;An</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Routing &amp;key</source>
        <translation>Routing-&amp;Key</translation>
    </message>
    <message>
        <source>In place of the key that each message has.</source>
        <translation>Anstelle des Keys, den jede Nachricht hat.</translation>
    </message>
    <message>
        <source>each message&apos;s own</source>
        <translation>der eigene jeder Nachricht</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>so schnell wie möglich</translation>
    </message>
    <message>
        <source>at the original pace</source>
        <translation>im ursprünglichen Tempo</translation>
    </message>
    <message>
        <source>so many times as fast</source>
        <translation>so viele Male so schnell</translation>
    </message>
    <message>
        <source>Pa&amp;ce</source>
        <translation>&amp;Tempo</translation>
    </message>
    <message>
        <source>T&amp;imes as fast</source>
        <translation>&amp;Mal so schnell</translation>
    </message>
    <message>
        <source>Below 1 it is slower.</source>
        <translation>Unter 1 ist es langsamer.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>K&amp;ey</source>
        <translation>K&amp;ey</translation>
    </message>
    <message>
        <source>Routing k&amp;ey</source>
        <translation>Routing-K&amp;ey</translation>
    </message>
    <message>
        <source>A pattern: * stands for anything, ? for one character.</source>
        <translation>Ein Muster: * steht für alles, ? für ein Zeichen.</translation>
    </message>
    <message>
        <source>&amp;Header</source>
        <translation>&amp;Header</translation>
    </message>
    <message>
        <source>Messages that have a header of this name.</source>
        <translation>Nachrichten, die einen Header dieses Namens haben.</translation>
    </message>
    <message>
        <source>Header&apos;s &amp;value</source>
        <translation>&amp;Wert des Headers</translation>
    </message>
    <message>
        <source>Empty: any value.</source>
        <translation>Leer: jeder Wert.</translation>
    </message>
    <message>
        <source>Name the header, too.</source>
        <translation>Auch den Header nennen.</translation>
    </message>
    <message>
        <source>Bod&amp;y contains</source>
        <translation>&amp;Inhalt enthält</translation>
    </message>
    <message>
        <source>A whole number, or empty for no limit.</source>
        <translation>Eine ganze Zahl, oder leer für keine Grenze.</translation>
    </message>
    <message>
        <source>This is before the beginning.</source>
        <translation>Das liegt vor dem Anfang.</translation>
    </message>
    <message>
        <source>How many there are is not known yet.</source>
        <translation>Wie viele es sind, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>There is nothing to replay.</source>
        <translation>Es gibt nichts abzuspielen.</translation>
    </message>
    <message>
        <source>Choose where the messages shall go.</source>
        <translation>Wählen, wohin die Nachrichten gehen.</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1 partition</source>
        <translation>%1 Partition</translation>
    </message>
    <message>
        <source>%1 partitions</source>
        <translation>%1 Partitionen</translation>
    </message>
    <message>
        <source>At most %1</source>
        <translation>Höchstens %1</translation>
    </message>
    <message>
        <source>%1, of which the filter chooses</source>
        <translation>%1, aus denen der Filter wählt</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::RepublishForm</name>
    <message>
        <source>Republish the message</source>
        <translation>Die Nachricht wieder veröffentlichen</translation>
    </message>
    <message>
        <source>Republish</source>
        <translation>Wieder veröffentlichen</translation>
    </message>
    <message>
        <source>Published by %1 to %2 with the key “%3”, and not routed. It is published as it was, with all its properties; the tray keeps it until it was routed.</source>
        <translation>Von %1 an %2 veröffentlicht mit dem Key „%3“, und nicht geroutet. Sie wird veröffentlicht, wie sie war, mit allen Eigenschaften; die Ablage behält sie, bis sie geroutet ist.</translation>
    </message>
    <message>
        <source>an exchange</source>
        <translation>ein Exchange</translation>
    </message>
    <message>
        <source>a queue</source>
        <translation>eine Queue</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;An</translation>
    </message>
    <message>
        <source>&amp;Exchange</source>
        <translation>&amp;Exchange</translation>
    </message>
    <message>
        <source>Routing &amp;key</source>
        <translation>Routing-&amp;Key</translation>
    </message>
    <message>
        <source>A routing key has at most %1 bytes.</source>
        <translation>Ein Routing-Key hat höchstens %1 Bytes.</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Queue</translation>
    </message>
    <message>
        <source>Choose the queue it shall go to.</source>
        <translation>Die Queue wählen, in die sie soll.</translation>
    </message>
    <message>
        <source>It would not be routed.</source>
        <translation>Sie würde nicht geroutet.</translation>
    </message>
    <message>
        <source>It was published, but not routed. The tray still has it.</source>
        <translation>Sie wurde veröffentlicht, aber nicht geroutet. Die Ablage hat sie noch.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::RequeueForm</name>
    <message>
        <source>Edit and requeue</source>
        <translation>Bearbeiten und zurückreihen</translation>
    </message>
    <message>
        <source>Requeue a dead letter</source>
        <translation>Einen Dead Letter zurückreihen</translation>
    </message>
    <message>
        <source>Requeue %1 dead letters</source>
        <translation>%1 Dead Letters zurückreihen</translation>
    </message>
    <message>
        <source>where they came from</source>
        <translation>woher sie kamen</translation>
    </message>
    <message>
        <source>Requeue</source>
        <translation>Zurückreihen</translation>
    </message>
    <message>
        <source>&amp;Keep the death headers</source>
        <translation>Death-Header &amp;behalten</translation>
    </message>
    <message>
        <source>Correct what made it die. It leaves the dead letters as it arrives at its target: it is never in neither place.</source>
        <translation>Berichtigen, woran sie starb. Sie verlässt die Dead Letters, indem sie am Ziel ankommt: sie ist nie an keinem der Orte.</translation>
    </message>
    <message>
        <source>They leave the dead letters as they arrive at their target: none is ever in neither place.</source>
        <translation>Sie verlassen die Dead Letters, indem sie am Ziel ankommen: keine ist je an keinem der Orte.</translation>
    </message>
    <message>
        <source>x-death and its like tell consumers how often a message has died. Without them it starts anew.</source>
        <translation>x-death und seinesgleichen sagen Consumern, wie oft eine Nachricht gestorben ist. Ohne sie fängt sie neu an.</translation>
    </message>
    <message>
        <source>%1, where it came from</source>
        <translation>%1, woher sie kam</translation>
    </message>
    <message>
        <source>Choose where it shall go.</source>
        <translation>Wählen, wohin sie soll.</translation>
    </message>
    <message>
        <source>its own</source>
        <translation>ihr eigener</translation>
    </message>
    <message>
        <source>each message&apos;s own</source>
        <translation>der eigene jeder Nachricht</translation>
    </message>
    <message>
        <source>&amp;Routing key</source>
        <translation>&amp;Routing-Key</translation>
    </message>
    <message>
        <source>header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>names, with commas between them</source>
        <translation>Namen, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>&amp;Set headers</source>
        <translation>Header &amp;setzen</translation>
    </message>
    <message>
        <source>Every message gets them; all its other headers stay.</source>
        <translation>Jede Nachricht bekommt sie; ihre anderen Header bleiben.</translation>
    </message>
    <message>
        <source>Remo&amp;ve headers</source>
        <translation>Header &amp;entfernen</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ResetOffsetsForm</name>
    <message>
        <source>The group has no members now. The next ones start where the offsets are set to.</source>
        <translation>Die Gruppe hat jetzt keine Mitglieder. Die nächsten beginnen, wo die Offsets stehen.</translation>
    </message>
    <message>
        <source>The group has %1 member.</source>
        <translation>Die Gruppe hat %1 Mitglied.</translation>
    </message>
    <message>
        <source>The group has %1 members.</source>
        <translation>Die Gruppe hat %1 Mitglieder.</translation>
    </message>
    <message>
        <source>Reset the offsets of %1</source>
        <translation>Die Offsets von %1 zurücksetzen</translation>
    </message>
    <message>
        <source>Reset offsets</source>
        <translation>Offsets zurücksetzen</translation>
    </message>
    <message>
        <source>all topics</source>
        <translation>alle Topics</translation>
    </message>
    <message>
        <source>&amp;Topic</source>
        <translation>&amp;Topic</translation>
    </message>
    <message>
        <source>&amp;Partition</source>
        <translation>&amp;Partition</translation>
    </message>
    <message>
        <source>all partitions</source>
        <translation>alle Partitionen</translation>
    </message>
    <message>
        <source>earliest – the oldest message that is kept</source>
        <translation>earliest – die älteste Nachricht, die es noch gibt</translation>
    </message>
    <message>
        <source>latest – only what comes from now on</source>
        <translation>latest – nur, was von jetzt an kommt</translation>
    </message>
    <message>
        <source>offset – the same in each partition</source>
        <translation>offset – derselbe in jeder Partition</translation>
    </message>
    <message>
        <source>timestamp – the first message at or after a time</source>
        <translation>timestamp – die erste Nachricht zu oder nach einer Zeit</translation>
    </message>
    <message>
        <source>shift by – so many messages on, or back</source>
        <translation>shift by – so viele Nachrichten vor oder zurück</translation>
    </message>
    <message>
        <source>as group – where another group is</source>
        <translation>as group – wo eine andere Gruppe steht</translation>
    </message>
    <message>
        <source>Reset t&amp;o</source>
        <translation>Zurücksetzen &amp;auf</translation>
    </message>
    <message>
        <source>&amp;Number</source>
        <translation>&amp;Zahl</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Zeit</translation>
    </message>
    <message>
        <source>Other &amp;group</source>
        <translation>Andere &amp;Gruppe</translation>
    </message>
    <message>
        <source>Name the group to copy from.</source>
        <translation>Die Gruppe nennen, von der kopiert wird.</translation>
    </message>
    <message>
        <source>What becomes of each partition</source>
        <translation>Was aus jeder Partition wird</translation>
    </message>
    <message>
        <source>Hold its members back while the offsets change, then let them in again</source>
        <translation>Die Mitglieder zurückhalten, während die Offsets sich ändern, und dann wieder einlassen</translation>
    </message>
    <message>
        <source>A whole number.</source>
        <translation>Eine ganze Zahl.</translation>
    </message>
    <message>
        <source>Offsets begin at 0.</source>
        <translation>Offsets beginnen bei 0.</translation>
    </message>
    <message>
        <source>The preview is not here yet.</source>
        <translation>Die Vorschau ist noch nicht da.</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Nichts würde sich ändern.</translation>
    </message>
    <message>
        <source>By a negative number it is shifted back: those messages are read again.</source>
        <translation>Mit einer negativen Zahl geht es zurück: diese Nachrichten werden noch einmal gelesen.</translation>
    </message>
    <message>
        <source>Beyond what the partition holds, its first or its next offset counts.</source>
        <translation>Jenseits dessen, was die Partition hat, zählt ihr erster oder ihr nächster Offset.</translation>
    </message>
    <message>
        <source>%1 partition changes</source>
        <translation>%1 Partition ändert sich</translation>
    </message>
    <message>
        <source>%1 partitions change</source>
        <translation>%1 Partitionen ändern sich</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>%1: %2 to read again.</source>
        <translation>%1: %2 noch einmal zu lesen.</translation>
    </message>
    <message>
        <source>%1: %2 passed over.</source>
        <translation>%1: %2 übersprungen.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::TargetForm</name>
    <message>
        <source>a queue</source>
        <translation>eine Queue</translation>
    </message>
    <message>
        <source>an exchange</source>
        <translation>ein Exchange</translation>
    </message>
    <message>
        <source>a topic</source>
        <translation>ein Topic</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;An</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::TopicForm</name>
    <message>
        <source>Between %1 and %2.</source>
        <translation>Zwischen %1 und %2.</translation>
    </message>
    <message>
        <source>A whole number, or empty for the default.</source>
        <translation>Eine ganze Zahl, oder leer für die Vorgabe.</translation>
    </message>
    <message>
        <source>Topic %1</source>
        <translation>Topic %1</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Neues Topic</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Create topic</source>
        <translation>Topic anlegen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Partitions</source>
        <translation>&amp;Partitionen</translation>
    </message>
    <message>
        <source>There can be more, never fewer. Messages that are there stay where they are.</source>
        <translation>Es können mehr werden, nie weniger. Nachrichten, die da sind, bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Consumers of one group share them; messages keep their order within each.</source>
        <translation>Die Consumer einer Gruppe teilen sie sich; in jeder behalten Nachrichten ihre Reihenfolge.</translation>
    </message>
    <message>
        <source>delete – old messages go by time and size</source>
        <translation>delete – alte Nachrichten gehen nach Zeit und Größe</translation>
    </message>
    <message>
        <source>compact – of each key the latest message stays</source>
        <translation>compact – von jedem Key bleibt die letzte Nachricht</translation>
    </message>
    <message>
        <source>compact and delete</source>
        <translation>compact und delete</translation>
    </message>
    <message>
        <source>&amp;Cleanup policy</source>
        <translation>Auf&amp;räumen</translation>
    </message>
    <message>
        <source>&amp;Retention (ms)</source>
        <translation>Auf&amp;bewahrung (ms)</translation>
    </message>
    <message>
        <source>Retention (&amp;bytes)</source>
        <translation>Aufbewahrung (B&amp;ytes)</translation>
    </message>
    <message>
        <source>retention.bytes, of each partition; -1: no limit.</source>
        <translation>retention.bytes, jeder Partition; -1: keine Grenze.</translation>
    </message>
    <message>
        <source>&amp;Max message bytes</source>
        <translation>&amp;Max. Bytes einer Nachricht</translation>
    </message>
    <message>
        <source>max.message.bytes. A larger batch is refused with MESSAGE_TOO_LARGE.</source>
        <translation>max.message.bytes. Ein größerer Batch wird mit MESSAGE_TOO_LARGE abgelehnt.</translation>
    </message>
    <message>
        <source>retention.ms. Messages stay for ever.</source>
        <translation>retention.ms. Nachrichten bleiben für immer.</translation>
    </message>
    <message>
        <source>retention.ms. Messages older than %1 go; -1: never.</source>
        <translation>retention.ms. Nachrichten, die älter als %1 sind, gehen; -1: nie.</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::UserForm</name>
    <message>
        <source>User %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>Neuer Benutzer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Create user</source>
        <translation>Benutzer anlegen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Clients log in with it. guest may do so from this machine only.</source>
        <translation>Damit melden sich Clients an. guest darf das nur von diesem Rechner aus.</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>&amp;Tags</translation>
    </message>
    <message>
        <source>administrator, monitoring, policymaker, management, impersonator, or words of your own.</source>
        <translation>administrator, monitoring, policymaker, management, impersonator oder eigene Wörter.</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>&amp;All permissions in</source>
        <translation>&amp;Alle Berechtigungen in</translation>
    </message>
    <message>
        <source>Without permissions a user can log in, but open no virtual host.</source>
        <translation>Ohne Berechtigungen kann ein Benutzer sich anmelden, aber keinen Virtual Host öffnen.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Max &amp;connections</source>
        <translation>Max. &amp;Verbindungen</translation>
    </message>
    <message>
        <source>max-connections. One more is refused with NOT_ALLOWED (530).</source>
        <translation>max-connections. Eine mehr wird mit NOT_ALLOWED (530) abgelehnt.</translation>
    </message>
    <message>
        <source>Max c&amp;hannels</source>
        <translation>Max. &amp;Kanäle</translation>
    </message>
    <message>
        <source>max-channels, over all connections. One more closes its connection with NOT_ALLOWED (530).</source>
        <translation>max-channels, über alle Verbindungen. Einer mehr schließt seine Verbindung mit NOT_ALLOWED (530).</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>Kept as a salted hash, as RabbitMQ keeps it.</source>
        <translation>Wird als gesalzener Hash aufbewahrt, wie bei RabbitMQ.</translation>
    </message>
    <message>
        <source>Who is logged in stays so. Kept as a salted hash, as RabbitMQ keeps it.</source>
        <translation>Wer angemeldet ist, bleibt es. Wird als gesalzener Hash aufbewahrt, wie bei RabbitMQ.</translation>
    </message>
    <message>
        <source>A password is needed, or none on purpose.</source>
        <translation>Ein Passwort wird gebraucht, oder mit Absicht keines.</translation>
    </message>
    <message>
        <source>&amp;Repeat it</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Die beiden sind nicht gleich.</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>None: log in with a certificate only (EXTERNAL)</source>
        <translation>Keines: Anmeldung nur mit einem Zertifikat (EXTERNAL)</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::VirtualHostForm</name>
    <message>
        <source>Virtual host %1</source>
        <translation>Virtual Host %1</translation>
    </message>
    <message>
        <source>New virtual host</source>
        <translation>Neuer Virtual Host</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Create virtual host</source>
        <translation>Virtual Host anlegen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Clients name it when they connect.</source>
        <translation>Clients nennen ihn, wenn sie sich verbinden.</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <source>For people; no client sees it.</source>
        <translation>Für Menschen; kein Client sieht sie.</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>&amp;Tags</translation>
    </message>
    <message>
        <source>Words of your own, with commas between.</source>
        <translation>Eigene Wörter, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message>
        <source>&amp;Let in</source>
        <translation>&amp;Einlassen</translation>
    </message>
    <message>
        <source>This user gets all permissions in it. Without any, only the local socket may enter.</source>
        <translation>Dieser Benutzer bekommt alle Berechtigungen darin. Ohne einen kommt nur der lokale Socket hinein.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Max &amp;connections</source>
        <translation>Max. &amp;Verbindungen</translation>
    </message>
    <message>
        <source>max-connections. One more is refused with NOT_ALLOWED (530).</source>
        <translation>max-connections. Eine mehr wird mit NOT_ALLOWED (530) abgelehnt.</translation>
    </message>
    <message>
        <source>Max &amp;queues</source>
        <translation>Max. &amp;Queues</translation>
    </message>
    <message>
        <source>max-queues. One more is refused with PRECONDITION_FAILED (406).</source>
        <translation>max-queues. Eine mehr wird mit PRECONDITION_FAILED (406) abgelehnt.</translation>
    </message>
    <message>
        <source>classic, as RabbitMQ has it</source>
        <translation>classic, wie bei RabbitMQ</translation>
    </message>
    <message>
        <source>Default queue t&amp;ype</source>
        <translation>Vorgabe für den Queue-T&amp;yp</translation>
    </message>
    <message>
        <source>What a durable queue is that a client declares without x-queue-type.</source>
        <translation>Was eine dauerhafte Queue ist, die ein Client ohne x-queue-type deklariert.</translation>
    </message>
</context>
<context>
    <name>ui::feed::FeedPanel</name>
    <message>
        <source>Live feed</source>
        <translation>Live-Feed</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Stop the feed to read it; the broker goes on</source>
        <translation>Den Feed anhalten, um ihn zu lesen; der Broker macht weiter</translation>
    </message>
    <message>
        <source>Filter of the live feed</source>
        <translation>Filter des Live-Feeds</translation>
    </message>
    <message>
        <source>Live events</source>
        <translation>Live-Ereignisse</translation>
    </message>
    <message>
        <source>Go to the newest (Home)</source>
        <translation>Zum neuesten (Pos1)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>▶ Resume</source>
        <translation>▶ Weiter</translation>
    </message>
    <message>
        <source>❚❚ Freeze</source>
        <translation>❚❚ Anhalten</translation>
    </message>
    <message>
        <source>Resume the live feed</source>
        <translation>Den Live-Feed fortsetzen</translation>
    </message>
    <message>
        <source>Freeze the live feed</source>
        <translation>Den Live-Feed anhalten</translation>
    </message>
    <message>
        <source>↑ %1 newer</source>
        <translation>↑ %1 neuere</translation>
    </message>
    <message>
        <source>Go to %1 newer events</source>
        <translation>Zu %1 neueren Ereignissen</translation>
    </message>
    <message>
        <source>%1 events · %2 left out</source>
        <translation>%1 Ereignisse · %2 ausgelassen</translation>
    </message>
    <message>
        <source> (%1 while frozen)</source>
        <translation> (%1 während des Anhaltens)</translation>
    </message>
    <message>
        <source> · %1 not compared</source>
        <translation> · %1 nicht verglichen</translation>
    </message>
    <message>
        <source>No event matches yet</source>
        <translation>Noch passt kein Ereignis</translation>
    </message>
    <message>
        <source>Events that match the filter appear here as they happen.</source>
        <translation>Ereignisse, die zum Filter passen, erscheinen hier, sobald sie geschehen.</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Every publish, delivery and acknowledgement, in queues and topics, appears here the moment it happens.</source>
        <translation>Jede Veröffentlichung, Zustellung und Bestätigung, in Queues und Topics, erscheint hier in dem Moment, in dem sie geschieht.</translation>
    </message>
    <message>
        <source>Only “%1”</source>
        <translation>Nur „%1“</translation>
    </message>
    <message>
        <source>Only queue %1</source>
        <translation>Nur Queue %1</translation>
    </message>
    <message>
        <source>Only topic %1</source>
        <translation>Nur Topic %1</translation>
    </message>
    <message>
        <source>Only exchange %1</source>
        <translation>Nur Exchange %1</translation>
    </message>
    <message>
        <source>Only virtual host %1</source>
        <translation>Nur Virtual Host %1</translation>
    </message>
    <message>
        <source>Only client %1</source>
        <translation>Nur Client %1</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>All but “%1”</source>
        <translation>Alle außer „%1“</translation>
    </message>
    <message>
        <source>All but queue %1</source>
        <translation>Alle außer Queue %1</translation>
    </message>
    <message>
        <source>All but topic %1</source>
        <translation>Alle außer Topic %1</translation>
    </message>
    <message>
        <source>All but exchange %1</source>
        <translation>Alle außer Exchange %1</translation>
    </message>
    <message>
        <source>Only key %1</source>
        <translation>Nur Key %1</translation>
    </message>
    <message>
        <source>All but key %1</source>
        <translation>Alle außer Key %1</translation>
    </message>
    <message>
        <source>All but client %1</source>
        <translation>Alle außer Client %1</translation>
    </message>
    <message>
        <source>All but virtual host %1</source>
        <translation>Alle außer Virtual Host %1</translation>
    </message>
    <message>
        <source>Events that match the filter: those that were here when it was set, and all since; and those of them that are not shown because there were too many or the feed was frozen.
Not compared: texts and values in bodies are not looked for in every event under load, in large bodies, nor while the feed is frozen, so some of these may match as well.</source>
        <translation>Ereignisse, die zum Filter passen: die da waren, als er gesetzt wurde, und alle seither; und die davon, die nicht gezeigt werden, weil es zu viele waren oder der Feed angehalten war.
Nicht verglichen: Texte und Werte in Inhalten werden unter Last nicht in jedem Ereignis gesucht, in großen Inhalten nicht, und auch nicht, während der Feed angehalten ist; einige davon können also ebenfalls passen.</translation>
    </message>
    <message>
        <source>▶ Resume · %1 missed</source>
        <translation>▶ Weiter · %1 verpasst</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Follow this message</source>
        <translation>Dieser Nachricht folgen</translation>
    </message>
</context>
<context>
    <name>ui::feed::LiveModel</name>
    <message>
        <source>%1 · %2 @ %3</source>
        <translation>%1 · %2 @ %3</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Exchange → queue, topic</source>
        <translation>Exchange → Queue, Topic</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
</context>
<context>
    <name>ui::feed::QueryField</name>
    <message>
        <source>What can be asked for (F1 in the field)</source>
        <translation>Wonach gefragt werden kann (F1 im Feld)</translation>
    </message>
    <message>
        <source>Help for the filter</source>
        <translation>Hilfe zum Filter</translation>
    </message>
</context>
<context>
    <name>ui::feed::QueryHelp</name>
    <message>
        <source>in such a queue; * and ? stand for any letters</source>
        <translation>in einer solchen Queue; * und ? stehen für beliebige Zeichen</translation>
    </message>
    <message>
        <source>in this topic</source>
        <translation>in diesem Topic</translation>
    </message>
    <message>
        <source>one of these events</source>
        <translation>eines dieser Ereignisse</translation>
    </message>
    <message>
        <source>published or received by this client</source>
        <translation>von diesem Client veröffentlicht oder empfangen</translation>
    </message>
    <message>
        <source>in this virtual host</source>
        <translation>in diesem Virtual Host</translation>
    </message>
    <message>
        <source>with such a routing key, or key of a record</source>
        <translation>mit einem solchen Routing-Key, oder Key eines Datensatzes</translation>
    </message>
    <message>
        <source>published to this exchange</source>
        <translation>an diesen Exchange veröffentlicht</translation>
    </message>
    <message>
        <source>larger than 10,000 bytes; also &gt;=, &lt;, &lt;=</source>
        <translation>größer als 10.000 Bytes; auch &gt;=, &lt;, &lt;=</translation>
    </message>
    <message>
        <source>a value in a JSON body; also &gt;=, &lt;, &lt;=, =, !=</source>
        <translation>ein Wert in einem JSON-Inhalt; auch &gt;=, &lt;, &lt;=, =, !=</translation>
    </message>
    <message>
        <source>any item’s value contains this</source>
        <translation>der Wert irgendeines Elements enthält dies</translation>
    </message>
    <message>
        <source>the text is in a name, or in the first 256 bytes of the body</source>
        <translation>der Text steht in einem Namen, oder in den ersten 256 Bytes des Inhalts</translation>
    </message>
    <message>
        <source>the text is in key, exchange, headers or body</source>
        <translation>der Text steht in Key, Exchange, Headern oder Inhalt</translation>
    </message>
    <message>
        <source>a minus: all but those; before any of these</source>
        <translation>ein Minus: alle außer diesen; vor jedem davon</translation>
    </message>
    <message>
        <source>What can be asked for</source>
        <translation>Wonach gefragt werden kann</translation>
    </message>
    <message>
        <source>Words are joined by “and”. Ctrl+Space completes. Ctrl+click on a cell shows only what has that value, Ctrl+Shift+click all but that. Values in bodies of more than 64 kB, and in many under full load, are not compared; the feed says how many.</source>
        <translation>Wörter gelten zusammen („und“). Strg+Leertaste vervollständigt. Strg+Klick auf eine Zelle zeigt nur, was diesen Wert hat, Strg+Umschalt+Klick alles andere. Werte in Inhalten über 64 kB, und unter voller Last in vielen, werden nicht verglichen; der Feed sagt, in wie vielen.</translation>
    </message>
    <message>
        <source>Words are joined by “and”. Ctrl+Space completes. All messages are looked through, whole bodies included.</source>
        <translation>Wörter gelten zusammen („und“). Strg+Leertaste vervollständigt. Alle Nachrichten werden durchsucht, mit ihrem ganzen Inhalt.</translation>
    </message>
</context>
<context>
    <name>ui::inspector::BodySearch</name>
    <message>
        <source>It is too far down its list for the tree. The text shows it.</source>
        <translation>Es ist zu weit unten in seiner Liste für den Baum. Der Text zeigt es.</translation>
    </message>
</context>
<context>
    <name>ui::inspector::BodyView</name>
    <message>
        <source>Body as text</source>
        <translation>Inhalt als Text</translation>
    </message>
    <message>
        <source>Body as bytes</source>
        <translation>Inhalt als Bytes</translation>
    </message>
    <message>
        <source>Body as a picture</source>
        <translation>Inhalt als Bild</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Show the body as %1</source>
        <translation>Den Inhalt als %1 zeigen</translation>
    </message>
    <message>
        <source>Indented</source>
        <translation>Eingerückt</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>Empty body</source>
        <translation>Leerer Inhalt</translation>
    </message>
    <message>
        <source>The message has no body; its properties and headers are all it carries.</source>
        <translation>Die Nachricht hat keinen Inhalt; Eigenschaften und Header sind alles, was sie trägt.</translation>
    </message>
    <message>
        <source>Not shown as %1</source>
        <translation>Nicht als %1 gezeigt</translation>
    </message>
    <message>
        <source>only the beginning is indented; switch “Indented” off for all of it</source>
        <translation>nur der Anfang ist eingerückt; „Eingerückt“ ausschalten zeigt alles</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 Werte</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>Alles darunter aufklappen</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Alles zuklappen</translation>
    </message>
    <message>
        <source>Indent the text; off: exactly as it was sent</source>
        <translation>Den Text einrücken; aus: genau wie gesendet</translation>
    </message>
    <message>
        <source>Find in names and values (Ctrl+F)</source>
        <translation>In Namen und Werten suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Find in the body</source>
        <translation>Im Inhalt suchen</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Lesen als</translation>
    </message>
    <message>
        <source>Say what bodies here are, what they are packed in, in which characters</source>
        <translation>Sagen, was Inhalte hier sind, worin sie gepackt sind, in welchen Zeichen</translation>
    </message>
    <message>
        <source>Body as a tree of values</source>
        <translation>Inhalt als Baum von Werten</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>as sent</source>
        <translation>wie gesendet</translation>
    </message>
    <message>
        <source>%1, by its look</source>
        <translation>%1, dem Aussehen nach</translation>
    </message>
    <message>
        <source>This may be base64.</source>
        <translation>Das könnte Base64 sein.</translation>
    </message>
    <message>
        <source>Decode it</source>
        <translation>Dekodieren</translation>
    </message>
    <message>
        <source>Find out again</source>
        <translation>Neu herausfinden</translation>
    </message>
    <message>
        <source>out of %1</source>
        <translation>aus %1</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen…</translation>
    </message>
</context>
<context>
    <name>ui::inspector::CompareDialog</name>
    <message>
        <source>Compare messages</source>
        <translation>Nachrichten vergleichen</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>Nächster Unterschied</translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation>Voriger Unterschied</translation>
    </message>
    <message>
        <source>From the publishing of the left one to that of the right one</source>
        <translation>Von der Veröffentlichung der linken bis zu der der rechten</translation>
    </message>
    <message>
        <source>Sorted</source>
        <translation>Sortiert</translation>
    </message>
    <message>
        <source>Compare what the values are, whatever the order of their names; off: the texts as they were sent</source>
        <translation>Vergleichen, was die Werte sind, gleich in welcher Ordnung ihrer Namen; aus: die Texte, wie sie gesendet wurden</translation>
    </message>
    <message>
        <source>Previous difference (Shift+F8)</source>
        <translation>Voriger Unterschied (Umschalt+F8)</translation>
    </message>
    <message>
        <source>Next difference (F8)</source>
        <translation>Nächster Unterschied (F8)</translation>
    </message>
    <message>
        <source>Bodies side by side</source>
        <translation>Inhalte nebeneinander</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>Nur was sich unterscheidet</translation>
    </message>
    <message>
        <source>Properties and headers side by side</source>
        <translation>Eigenschaften und Header nebeneinander</translation>
    </message>
    <message>
        <source>Loading the messages</source>
        <translation>Die Nachrichten werden geladen</translation>
    </message>
    <message>
        <source>One of the messages has left the queue</source>
        <translation>Eine der Nachrichten hat die Queue verlassen</translation>
    </message>
    <message>
        <source>A message can not be read</source>
        <translation>Eine Nachricht kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>What is no longer there can not be compared.</source>
        <translation>Was nicht mehr da ist, lässt sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>Properties · %1</source>
        <translation>Eigenschaften · %1</translation>
    </message>
    <message>
        <source>(no routing key)</source>
        <translation>(kein Routing-Key)</translation>
    </message>
    <message>
        <source>%1 · offset %2 · %3</source>
        <translation>%1 · Offset %2 · %3</translation>
    </message>
    <message>
        <source>Body · %1</source>
        <translation>Inhalt · %1</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <source>they differ in too many places to be told apart</source>
        <translation>sie unterscheiden sich an zu vielen Stellen, um sie auseinanderzuhalten</translation>
    </message>
    <message>
        <source>only the beginnings are compared</source>
        <translation>nur die Anfänge sind verglichen</translation>
    </message>
</context>
<context>
    <name>ui::inspector::CompareMemory</name>
    <message>
        <source>The message can not be read: %1</source>
        <translation>Die Nachricht kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>%1 · offset %2</source>
        <translation>%1 · Offset %2</translation>
    </message>
</context>
<context>
    <name>ui::inspector::ComparedFieldsModel</name>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
</context>
<context>
    <name>ui::inspector::DeathNote</name>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Correct its body or headers, and requeue it</source>
        <translation>Inhalt oder Header berichtigen und zurückreihen</translation>
    </message>
    <message>
        <source>Requeue to %1</source>
        <translation>Zurück nach %1</translation>
    </message>
    <message>
        <source>Put it back into %1, as it is; this can be undone</source>
        <translation>Zurück nach %1 legen, wie sie ist; das lässt sich rückgängig machen</translation>
    </message>
</context>
<context>
    <name>ui::inspector::DetailModel</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>2 · persistent</source>
        <translation>2 · persistent</translation>
    </message>
    <message>
        <source>1 · transient</source>
        <translation>1 · transient</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation>Routing-Key</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>delayed</source>
        <translation>verzögert</translation>
    </message>
    <message>
        <source>Ready at</source>
        <translation>Bereit um</translation>
    </message>
    <message>
        <source>unacked</source>
        <translation>unbestätigt</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Halter</translation>
    </message>
    <message>
        <source>Unacked since</source>
        <translation>Unbestätigt seit</translation>
    </message>
    <message>
        <source>Redelivered</source>
        <translation>Erneut zugestellt</translation>
    </message>
    <message>
        <source>Persistent</source>
        <translation>Persistent</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>none set</source>
        <translation>keine gesetzt</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Headers · %1</source>
        <translation>Header · %1</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>ui::inspector::FindBar</name>
    <message>
        <source>Find in names and values</source>
        <translation>In Namen und Werten suchen</translation>
    </message>
    <message>
        <source>Find in the body</source>
        <translation>Im Inhalt suchen</translation>
    </message>
    <message>
        <source>The one before (Shift+Return)</source>
        <translation>Die vorige Stelle (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>The next one (Return)</source>
        <translation>Die nächste Stelle (Eingabe)</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>Schließen (Escape)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>ui::inspector::InspectorPanel</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Properties and headers</source>
        <translation>Eigenschaften und Header</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Publish a copy…</source>
        <translation>Kopie veröffentlichen…</translation>
    </message>
    <message>
        <source>Open the publisher with this message’s body, properties and headers</source>
        <translation>Den Publisher mit Inhalt, Eigenschaften und Headern dieser Nachricht öffnen</translation>
    </message>
    <message>
        <source>Copy body</source>
        <translation>Inhalt kopieren</translation>
    </message>
    <message>
        <source>Copy message as JSON</source>
        <translation>Nachricht als JSON kopieren</translation>
    </message>
    <message>
        <source>Save body…</source>
        <translation>Inhalt speichern…</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Loading the message</source>
        <translation>Die Nachricht wird geladen</translation>
    </message>
    <message>
        <source>%1 · offset %2</source>
        <translation>%1 · Offset %2</translation>
    </message>
    <message>
        <source>(no routing key)</source>
        <translation>(kein Routing-Key)</translation>
    </message>
    <message>
        <source>delayed</source>
        <translation>verzögert</translation>
    </message>
    <message>
        <source>unacked</source>
        <translation>unbestätigt</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>redelivered</source>
        <translation>erneut zugestellt</translation>
    </message>
    <message>
        <source>persistent</source>
        <translation>persistent</translation>
    </message>
    <message>
        <source>transient</source>
        <translation>transient</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>Dead Letter</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>Priorität %1</translation>
    </message>
    <message>
        <source>Event at %1</source>
        <translation>Ereignis um %1</translation>
    </message>
    <message>
        <source>The topic does not have this message, or not any more.</source>
        <translation>Das Topic hat diese Nachricht nicht, oder nicht mehr.</translation>
    </message>
    <message>
        <source>This message has left the queue.</source>
        <translation>Diese Nachricht hat die Queue verlassen.</translation>
    </message>
    <message>
        <source>Shown are the first %1 of %2 bytes, kept by the feed.</source>
        <translation>Gezeigt werden die ersten %1 von %2 Bytes, die der Feed behalten hat.</translation>
    </message>
    <message>
        <source>This message has left the queue</source>
        <translation>Diese Nachricht hat die Queue verlassen</translation>
    </message>
    <message>
        <source>It was acknowledged, expired or removed before it could be read. The live feed shows what became of it.</source>
        <translation>Sie wurde bestätigt, lief ab oder wurde entfernt, bevor sie gelesen werden konnte. Der Live-Feed zeigt, was aus ihr wurde.</translation>
    </message>
    <message>
        <source>The message can not be read</source>
        <translation>Die Nachricht kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>has left the queue</source>
        <translation>hat die Queue verlassen</translation>
    </message>
    <message>
        <source>This message has left the queue. What was read of it is still here.</source>
        <translation>Diese Nachricht hat die Queue verlassen. Was von ihr gelesen wurde, steht noch hier.</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy name and value</source>
        <translation>Name und Wert kopieren</translation>
    </message>
    <message>
        <source>Save body</source>
        <translation>Inhalt speichern</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>Gespeichert in %1.</translation>
    </message>
    <message>
        <source>Not saved to %1: %2</source>
        <translation>Nicht gespeichert in %1: %2</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Show in the live feed what becomes of this message, and nothing else</source>
        <translation>Im Live-Feed zeigen, was aus dieser Nachricht wird, und nichts sonst</translation>
    </message>
    <message>
        <source>Select a message in a queue or topic, or a line of the live feed, to see its body, properties, headers and journey here; or anything in the flow, to see what is known of it. Looking never consumes a message.</source>
        <translation>Eine Nachricht in einer Queue oder einem Topic wählen, oder eine Zeile des Live-Feeds, um ihren Inhalt, ihre Eigenschaften, Header und ihren Weg hier zu sehen; oder irgendetwas im Fluss, um zu sehen, was davon bekannt ist. Hinsehen verbraucht nie eine Nachricht.</translation>
    </message>
    <message>
        <source>Not routed at %1 · %2</source>
        <translation>Nicht geroutet um %1 · %2</translation>
    </message>
    <message>
        <source>unrouted</source>
        <translation>nicht geroutet</translation>
    </message>
    <message>
        <source>Too large to be kept: these are the first bytes of it.</source>
        <translation>Zu groß zum Aufbewahren: dies sind die ersten Bytes.</translation>
    </message>
</context>
<context>
    <name>ui::inspector::JourneyView</name>
    <message>
        <source>Journey of the message</source>
        <translation>Weg der Nachricht</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Looking for its steps…</source>
        <translation>Ihre Schritte werden gesucht…</translation>
    </message>
    <message>
        <source>No message</source>
        <translation>Keine Nachricht</translation>
    </message>
    <message>
        <source>Select a message to see where it came from, and what became of it.</source>
        <translation>Eine Nachricht wählen, um zu sehen, woher sie kam und was aus ihr wurde.</translation>
    </message>
    <message>
        <source>The journey can not be told</source>
        <translation>Der Weg lässt sich nicht erzählen</translation>
    </message>
    <message>
        <source>Nothing is known of it</source>
        <translation>Nichts ist davon bekannt</translation>
    </message>
    <message>
        <source>Steps are recorded while this window is open, the last ones of all messages together. This message was there before, or its steps have been let go to make room.</source>
        <translation>Schritte werden aufgezeichnet, solange dieses Fenster offen ist, die letzten aller Nachrichten zusammen. Diese Nachricht war vorher da, oder ihre Schritte wurden freigegeben, um Platz zu machen.</translation>
    </message>
    <message>
        <source>Copy the whole journey</source>
        <translation>Den ganzen Weg kopieren</translation>
    </message>
</context>
<context>
    <name>ui::inspector::LinesView</name>
    <message>
        <source>Copy lines</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>ui::inspector::ObjectView</name>
    <message>
        <source>What is known of it</source>
        <translation>Was davon bekannt ist</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>ui::inspector::PictureView</name>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
</context>
<context>
    <name>ui::inspector::TreeModel</name>
    <message>
        <source>1 item</source>
        <translation>1 Element</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>%1 Elemente</translation>
    </message>
    <message>
        <source>1 member</source>
        <translation>1 Mitglied</translation>
    </message>
    <message>
        <source>%1 members</source>
        <translation>%1 Mitglieder</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow</name>
    <message>
        <source>%1 are more than can be kept</source>
        <translation>%1 sind mehr, als aufbewahrt werden kann</translation>
    </message>
    <message>
        <source>%1 is damaged</source>
        <translation>%1 ist beschädigt</translation>
    </message>
    <message>
        <source>%1. The file is kept as %2.</source>
        <translation>%1. Die Datei bleibt als %2 erhalten.</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::ActionProgress</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 (and %2 more)</source>
        <translation>%1 (und %2 weitere)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Abbrechen: %1</translation>
    </message>
    <message>
        <source>What is done stays done</source>
        <translation>Was getan ist, bleibt getan</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::Attention</name>
    <message>
        <source>A message has become a dead letter.</source>
        <translation>Eine Nachricht ist zum Dead Letter geworden.</translation>
    </message>
    <message>
        <source>A message of %1 has become a dead letter.</source>
        <translation>Eine Nachricht von %1 ist zum Dead Letter geworden.</translation>
    </message>
    <message>
        <source>The store has a problem: %1</source>
        <translation>Der Speicher hat ein Problem: %1</translation>
    </message>
    <message>
        <source>The disk is nearly full. Publishers wait until there is room; consumers go on.</source>
        <translation>Die Platte ist fast voll. Publisher warten, bis Platz ist; Consumer machen weiter.</translation>
    </message>
    <message>
        <source>Publishers wait: %1. Consumers go on.</source>
        <translation>Publisher warten: %1. Consumer machen weiter.</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::BackAndForward</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::BrokerStatusBar</name>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>unacked</source>
        <translation>unbestätigt</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Messages published, a second</source>
        <translation>Veröffentlichte Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Messages delivered or fetched, a second</source>
        <translation>Zugestellte oder abgeholte Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Resident memory of the whole process</source>
        <translation>Arbeitsspeicher des ganzen Prozesses</translation>
    </message>
    <message>
        <source>The database files of the data directory</source>
        <translation>Die Datenbankdateien des Datenverzeichnisses</translation>
    </message>
    <message>
        <source>publishers wait: %1</source>
        <translation>Publisher warten: %1</translation>
    </message>
    <message>
        <source>memory only: nothing is kept</source>
        <translation>nur im Speicher: nichts bleibt</translation>
    </message>
    <message>
        <source>confirms survive a crash of the program, not a power failure</source>
        <translation>Bestätigtes übersteht einen Absturz des Programms, keinen Stromausfall</translation>
    </message>
    <message>
        <source>every confirm is on disk</source>
        <translation>alles Bestätigte ist auf der Platte</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::FilterField</name>
    <message>
        <source>Find a queue</source>
        <translation>Queue suchen</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::ListenersPopup</name>
    <message>
        <source>listening</source>
        <translation>lauscht</translation>
    </message>
    <message>
        <source>not listening</source>
        <translation>lauscht nicht</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Listeners</source>
        <translation>Listener</translation>
    </message>
    <message>
        <source>Where clients connect</source>
        <translation>Wo Clients sich verbinden</translation>
    </message>
    <message>
        <source>Nothing listens. %1</source>
        <translation>Nichts lauscht. %1</translation>
    </message>
    <message>
        <source>User guest, password guest, virtual host /. The local socket admits its owner only.</source>
        <translation>Benutzer guest, Passwort guest, Virtual Host /. Der lokale Socket lässt nur seinen Besitzer ein.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the address of %1</source>
        <translation>Die Adresse von %1 kopieren</translation>
    </message>
    <message>
        <source>Listen on %1 instead</source>
        <translation>Stattdessen auf %1 lauschen</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::MainWindow</name>
    <message>
        <source>Sightglass</source>
        <translation>Sightglass</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Queues</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Consumer groups</source>
        <translation>Consumer-Gruppen</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>Exchanges</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Virtual hosts</source>
        <translation>Virtual Hosts</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Policies</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Fluss</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Navigator</source>
        <translation>&amp;Navigator</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>&amp;Inspektor</translation>
    </message>
    <message>
        <source>&amp;Live feed</source>
        <translation>&amp;Live-Feed</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>+ New</source>
        <translation>+ Neu</translation>
    </message>
    <message>
        <source>Exchange…</source>
        <translation>Exchange…</translation>
    </message>
    <message>
        <source>Queue…</source>
        <translation>Queue…</translation>
    </message>
    <message>
        <source>Topic…</source>
        <translation>Topic…</translation>
    </message>
    <message>
        <source>Binding…</source>
        <translation>Binding…</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>Veröffentlichen…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Kept. What was changed there is so from the next start on.</source>
        <translation>Gespeichert. Was dort geändert wurde, gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Listen on %1 instead</source>
        <translation>Stattdessen auf %1 lauschen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Close tab</source>
        <translation>Tab s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Import definitions…</source>
        <translation>Definitionen &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Export definitions…</source>
        <translation>Definitionen &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>Find &amp;anything…</source>
        <translation>&amp;Alles durchsuchen…</translation>
    </message>
    <message>
        <source>Find on this &amp;page</source>
        <translation>Auf dieser Seite &amp;suchen</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Broker</source>
        <translation>B&amp;roker</translation>
    </message>
    <message>
        <source>New &amp;queue…</source>
        <translation>Neue &amp;Queue…</translation>
    </message>
    <message>
        <source>New &amp;exchange…</source>
        <translation>Neuer &amp;Exchange…</translation>
    </message>
    <message>
        <source>New &amp;binding…</source>
        <translation>Neues &amp;Binding…</translation>
    </message>
    <message>
        <source>&amp;Replays…</source>
        <translation>&amp;Replays…</translation>
    </message>
    <message>
        <source>&amp;Listeners…</source>
        <translation>&amp;Listener…</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Nachricht</translation>
    </message>
    <message>
        <source>&amp;Publish…</source>
        <translation>&amp;Veröffentlichen…</translation>
    </message>
    <message>
        <source>&amp;Freeze the live feed</source>
        <translation>Live-Feed &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Flow</source>
        <translation>&amp;Fluss</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>&amp;Übersicht</translation>
    </message>
    <message>
        <source>&amp;Queues</source>
        <translation>&amp;Queues</translation>
    </message>
    <message>
        <source>&amp;Exchanges</source>
        <translation>&amp;Exchanges</translation>
    </message>
    <message>
        <source>&amp;Connections</source>
        <translation>&amp;Verbindungen</translation>
    </message>
    <message>
        <source>&amp;Virtual hosts</source>
        <translation>V&amp;irtual Hosts</translation>
    </message>
    <message>
        <source>&amp;Users</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>&amp;Policies</source>
        <translation>&amp;Policies</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>&amp;Topics</translation>
    </message>
    <message>
        <source>Consumer &amp;groups</source>
        <translation>Consumer-&amp;Gruppen</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>Nächster Tab</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>Voriger Tab</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Filter of the live feed</source>
        <translation>&amp;Filter des Live-Feeds</translation>
    </message>
    <message>
        <source>Ne&amp;xt panel</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>P&amp;revious panel</source>
        <translation>&amp;Voriger Bereich</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Sortieren nach</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>Fa&amp;rben</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Connect a client…</source>
        <translation>Einen &amp;Client verbinden…</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>Einen Client verbinden</translation>
    </message>
    <message>
        <source>&amp;About Sightglass</source>
        <translation>&amp;Über Sightglass</translation>
    </message>
    <message>
        <source>About Sightglass</source>
        <translation>Über Sightglass</translation>
    </message>
    <message>
        <source>&lt;b&gt;Sightglass&lt;/b&gt;&lt;br&gt;The message broker with a window in it.&lt;br&gt;&lt;br&gt;Free software under the GNU General Public License, version 3 or later.</source>
        <translation>&lt;b&gt;Sightglass&lt;/b&gt;&lt;br&gt;Der Message Broker mit einem Fenster darin.&lt;br&gt;&lt;br&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
    </message>
    <message>
        <source>The message that was held by hand is back in %2.</source>
        <translation>Die von Hand gehaltene Nachricht ist wieder in %2.</translation>
    </message>
    <message>
        <source>%1 messages that were held by hand are back in %2.</source>
        <translation>%1 von Hand gehaltene Nachrichten sind wieder in %2.</translation>
    </message>
    <message>
        <source>Unrouted</source>
        <translation>Nicht geroutet</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Dead Letters</translation>
    </message>
    <message>
        <source>Follow this message</source>
        <translation>Dieser Nachricht folgen</translation>
    </message>
    <message>
        <source>There is no queue %1 any more.</source>
        <translation>Die Queue %1 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no topic %1 any more.</source>
        <translation>Das Topic %1 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no exchange %1 any more.</source>
        <translation>Den Exchange %1 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>U&amp;nrouted</source>
        <translation>&amp;Nicht geroutet</translation>
    </message>
    <message>
        <source>&amp;New publisher</source>
        <translation>Neuer &amp;Publisher</translation>
    </message>
    <message>
        <source>Import &amp;messages…</source>
        <translation>Nachrichten i&amp;mportieren…</translation>
    </message>
    <message>
        <source>Filter the live feed by this</source>
        <translation>Live-Feed hiernach filtern</translation>
    </message>
    <message>
        <source>Find here</source>
        <translation>Hier suchen</translation>
    </message>
    <message>
        <source>New &amp;topic…</source>
        <translation>Neues &amp;Topic…</translation>
    </message>
    <message>
        <source>New &amp;virtual host…</source>
        <translation>Neuer &amp;Virtual Host…</translation>
    </message>
    <message>
        <source>New &amp;user…</source>
        <translation>Neuer &amp;Benutzer…</translation>
    </message>
    <message>
        <source>New &amp;policy…</source>
        <translation>Neue &amp;Policy…</translation>
    </message>
    <message>
        <source>%1 is selected for comparing with others.</source>
        <translation>%1 ist zum Vergleichen mit anderen ausgewählt.</translation>
    </message>
    <message>
        <source>Repeating: %1</source>
        <translation>Wird wiederholt: %1</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>This is under way, and ends when the window closes:</source>
        <translation>Das läuft gerade und endet, wenn das Fenster schließt:</translation>
    </message>
    <message>
        <source>What has been done by then stays; of an export there is no file.</source>
        <translation>Was bis dahin geschehen ist, bleibt; von einem Export gibt es keine Datei.</translation>
    </message>
    <message>
        <source>End it and close</source>
        <translation>Beenden und schließen</translation>
    </message>
    <message>
        <source>Keep it running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Close the window once more to end all the same: %1</source>
        <translation>Das Fenster noch einmal schließen, um trotzdem zu beenden: %1</translation>
    </message>
    <message>
        <source>Replay: %1</source>
        <translation>Replay: %1</translation>
    </message>
    <message>
        <source>Saved message</source>
        <translation>Gespeicherte Nachricht</translation>
    </message>
    <message>
        <source>Dead &amp;letters</source>
        <translation>Dead &amp;Letters</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::Navigator</name>
    <message>
        <source>Navigator</source>
        <translation>Navigator</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::Publishers</name>
    <message>
        <source>What was written to be published could not be read: %1</source>
        <translation>Was zum Veröffentlichen geschrieben war, konnte nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>What is written in &quot;%1&quot; could not be kept: %2.</source>
        <translation>Was in „%1“ geschrieben ist, konnte nicht aufbewahrt werden: %2.</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::ReplayButton</name>
    <message>
        <source>replays</source>
        <translation>Replays</translation>
    </message>
    <message>
        <source>%1 replays, %2 not running</source>
        <translation>%1 Replays, %2 laufen nicht</translation>
    </message>
    <message>
        <source>%1 replays</source>
        <translation>%1 Replays</translation>
    </message>
    <message>
        <source>replay %1 paused at %2 %</source>
        <translation>Replay %1 angehalten bei %2 %</translation>
    </message>
    <message>
        <source>replay %1 waits at %2 %</source>
        <translation>Replay %1 wartet bei %2 %</translation>
    </message>
    <message>
        <source>replay %1 %2 %</source>
        <translation>Replay %1 %2 %</translation>
    </message>
    <message>
        <source>The replays, to pause, resume or cancel them</source>
        <translation>Die Replays, zum Anhalten, Fortsetzen oder Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::ReplayRow</name>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1, %2 %</translation>
    </message>
    <message>
        <source>How far %1 is</source>
        <translation>Wie weit %1 ist</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>%1 the replay %2</source>
        <translation>%1: Replay %2</translation>
    </message>
    <message>
        <source>Cancel the replay %1</source>
        <translation>Das Replay %1 abbrechen</translation>
    </message>
    <message>
        <source>the next in %1</source>
        <translation>das nächste in %1</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::ReplaysPopup</name>
    <message>
        <source>Nothing is replayed. “Replay…” of a topic or a queue starts one.</source>
        <translation>Nichts wird abgespielt. „Replay…“ bei einem Topic oder einer Queue beginnt eines.</translation>
    </message>
    <message>
        <source>Replays</source>
        <translation>Replays</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::StatusPill</name>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Endet…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Where clients connect</source>
        <translation>Wo Clients sich verbinden</translation>
    </message>
    <message>
        <source>%1 not listening</source>
        <translation>%1 lauscht nicht</translation>
    </message>
    <message>
        <source>Broker: %1. %2</source>
        <translation>Broker: %1. %2</translation>
    </message>
</context>
<context>
    <name>ui::mainwindow::TabArea</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the others</source>
        <translation>Die anderen schließen</translation>
    </message>
</context>
<context>
    <name>ui::models</name>
    <message>
        <source>messages expire after x-message-ttl milliseconds</source>
        <translation>Nachrichten laufen nach x-message-ttl Millisekunden ab</translation>
    </message>
    <message>
        <source>the queue is deleted after x-expires milliseconds without use</source>
        <translation>die Queue wird nach x-expires Millisekunden ohne Benutzung gelöscht</translation>
    </message>
    <message>
        <source>holds at most x-max-length messages</source>
        <translation>hält höchstens x-max-length Nachrichten</translation>
    </message>
    <message>
        <source>holds at most x-max-length-bytes bytes</source>
        <translation>hält höchstens x-max-length-bytes Bytes</translation>
    </message>
    <message>
        <source>says what happens at the limit (x-overflow)</source>
        <translation>sagt, was an der Grenze geschieht (x-overflow)</translation>
    </message>
    <message>
        <source>dead letters go to an exchange</source>
        <translation>Dead Letters gehen an einen Exchange</translation>
    </message>
    <message>
        <source>dead letters get a routing key of their own</source>
        <translation>Dead Letters bekommen einen eigenen Routing-Key</translation>
    </message>
    <message>
        <source>orders by priority</source>
        <translation>ordnet nach Priorität</translation>
    </message>
    <message>
        <source>one consumer at a time</source>
        <translation>ein Consumer zur Zeit</translation>
    </message>
    <message>
        <source>gives a message up after x-delivery-limit deliveries</source>
        <translation>gibt eine Nachricht nach x-delivery-limit Zustellungen auf</translation>
    </message>
    <message>
        <source>what is not routed goes to an alternate exchange</source>
        <translation>was nicht geroutet wird, geht an einen alternativen Exchange</translation>
    </message>
    <message>
        <source>policy %1: %2</source>
        <translation>Policy %1: %2</translation>
    </message>
    <message>
        <source>durable: survives a restart of the broker</source>
        <translation>durable: übersteht einen Neustart des Brokers</translation>
    </message>
    <message>
        <source>auto-delete: goes when nothing uses it any more</source>
        <translation>auto-delete: geht, wenn nichts sie mehr benutzt</translation>
    </message>
    <message>
        <source>exclusive: belongs to one connection and goes with it</source>
        <translation>exclusive: gehört einer Verbindung und geht mit ihr</translation>
    </message>
    <message>
        <source>internal: only other exchanges may publish to it</source>
        <translation>internal: nur andere Exchanges dürfen an ihn veröffentlichen</translation>
    </message>
    <message>
        <source>a policy applies</source>
        <translation>eine Policy gilt</translation>
    </message>
    <message>
        <source>has further arguments</source>
        <translation>hat weitere Argumente</translation>
    </message>
    <message>
        <source>nothing is delivered until the queue is resumed</source>
        <translation>nichts wird zugestellt, bis die Queue fortgesetzt wird</translation>
    </message>
</context>
<context>
    <name>ui::models::BindingModel</name>
    <message>
        <source>queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Every queue is bound to the default exchange by its own name; this can not be changed.</source>
        <translation>Jede Queue ist unter ihrem eigenen Namen an den Default-Exchange gebunden; das lässt sich nicht ändern.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation>Routing-Key</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>ui::models::ClientEventModel</name>
    <message>
        <source>login refused</source>
        <translation>Anmeldung abgelehnt</translation>
    </message>
    <message>
        <source>not let in</source>
        <translation>nicht eingelassen</translation>
    </message>
    <message>
        <source>channel %1 closed</source>
        <translation>Kanal %1 geschlossen</translation>
    </message>
    <message>
        <source>connection closed</source>
        <translation>Verbindung geschlossen</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>virtual host %1</source>
        <translation>Virtual Host %1</translation>
    </message>
    <message>
        <source>%1%2 was not let in.</source>
        <translation>%1%2 wurde nicht eingelassen.</translation>
    </message>
    <message>
        <source>A channel of %1%2 was closed; the connection goes on.</source>
        <translation>Ein Kanal von %1%2 wurde geschlossen; die Verbindung besteht weiter.</translation>
    </message>
    <message>
        <source>The connection of %1%2 was closed.</source>
        <translation>Die Verbindung von %1%2 wurde geschlossen.</translation>
    </message>
    <message>
        <source>%1%2 is gone without a goodbye; what it had not acknowledged is ready again.</source>
        <translation>%1%2 ist ohne Abschied weg; was unbestätigt war, ist wieder bereit.</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>User and password do not fit, or this user may not come from there.</source>
        <translation>Benutzer und Passwort passen nicht, oder dieser Benutzer darf nicht von dort kommen.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>ui::models::ConnectionModel</name>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>flow</source>
        <translation>gebremst</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>closing</source>
        <translation>schließt</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>Kanal %1</translation>
    </message>
    <message>
        <source>C  confirm</source>
        <translation>C  confirm</translation>
    </message>
    <message>
        <source>T  transactional</source>
        <translation>T  transactional</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>ack required</source>
        <translation>mit Bestätigung</translation>
    </message>
    <message>
        <source>automatic ack</source>
        <translation>automatisch bestätigt</translation>
    </message>
    <message>
        <source>%1, exclusive</source>
        <translation>%1, exklusiv</translation>
    </message>
    <message>
        <source>from %1, virtual host %2</source>
        <translation>von %1, Virtual Host %2</translation>
    </message>
    <message>
        <source>%1 (%2): the broker reads nothing more from it until that is over</source>
        <translation>%1 (%2): der Broker liest nichts mehr von ihr, bis das vorbei ist</translation>
    </message>
    <message>
        <source>connected since %1</source>
        <translation>verbunden seit %1</translation>
    </message>
    <message>
        <source>heartbeat %1 s, frame_max %2, channel_max %3</source>
        <translation>Heartbeat %1 s, frame_max %2, channel_max %3</translation>
    </message>
    <message>
        <source>consumer tag %1 on queue %2</source>
        <translation>Consumer-Tag %1 an Queue %2</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Client, mode</source>
        <translation>Client, Modus</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation>Unbestätigt</translation>
    </message>
    <message>
        <source>Prefetch</source>
        <translation>Prefetch</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>Unbestätigt an Publisher</translation>
    </message>
    <message>
        <source>publish</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>confirm</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>unroutable (drop)</source>
        <translation>nicht routbar (verworfen)</translation>
    </message>
    <message>
        <source>deliver / get</source>
        <translation>Deliver / Get</translation>
    </message>
    <message>
        <source>ack</source>
        <translation>Ack</translation>
    </message>
    <message>
        <source>From client</source>
        <translation>Vom Client</translation>
    </message>
    <message>
        <source>To client</source>
        <translation>Zum Client</translation>
    </message>
</context>
<context>
    <name>ui::models::ConsumerModel</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>up</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>Takes messages now.</source>
        <translation>Nimmt jetzt Nachrichten an.</translation>
    </message>
    <message>
        <source>Takes no message now: its prefetch is used up, or it does not read its socket.</source>
        <translation>Nimmt jetzt keine Nachricht an: sein Prefetch ist aufgebraucht, oder er liest seinen Socket nicht.</translation>
    </message>
    <message>
        <source>Consumer tag</source>
        <translation>Consumer-Tag</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Prefetch count</source>
        <translation>Prefetch</translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation>Unbestätigt</translation>
    </message>
    <message>
        <source>deliver</source>
        <translation>Deliver</translation>
    </message>
    <message>
        <source>Ack required</source>
        <translation>Mit Bestätigung</translation>
    </message>
    <message>
        <source>Exclusive</source>
        <translation>Exklusiv</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Activity status</source>
        <translation>Tätigkeit</translation>
    </message>
    <message>
        <source>An acknowledgement may take so long; then the channel is closed.</source>
        <translation>So lange darf eine Bestätigung dauern; danach wird der Channel geschlossen.</translation>
    </message>
    <message>
        <source>An acknowledgement may take as long as it likes, or none is asked for.</source>
        <translation>Eine Bestätigung darf beliebig lange dauern, oder es wird keine verlangt.</translation>
    </message>
    <message>
        <source>Consumer timeout</source>
        <translation>Zeit für Bestätigung</translation>
    </message>
</context>
<context>
    <name>ui::models::DeadLetterGroupModel</name>
    <message>
        <source>died at other times</source>
        <translation>zu anderen Zeiten gestorben</translation>
    </message>
    <message>
        <source>died %1</source>
        <translation>gestorben %1</translation>
    </message>
    <message>
        <source>died %1, %2</source>
        <translation>gestorben %1, %2</translation>
    </message>
    <message>
        <source>All dead letters</source>
        <translation>Alle Dead Letters</translation>
    </message>
    <message>
        <source>Why and where</source>
        <translation>Warum und wo</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>They lie in</source>
        <translation>Sie liegen in</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Zuerst</translation>
    </message>
    <message>
        <source>The first of them died at %1</source>
        <translation>Der erste davon starb um %1</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>The last of them died at %1</source>
        <translation>Der letzte davon starb um %1</translation>
    </message>
</context>
<context>
    <name>ui::models::ExchangeModel</name>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>Message rate in</source>
        <translation>Nachrichten hinein</translation>
    </message>
    <message>
        <source>Message rate out</source>
        <translation>Nachrichten hinaus</translation>
    </message>
    <message>
        <source>Bindings</source>
        <translation>Bindings</translation>
    </message>
</context>
<context>
    <name>ui::models::GroupMemberModel</name>
    <message>
        <source>Client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Assignment</source>
        <translation>Zuteilung</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Instance ID</source>
        <translation>Instanz-ID</translation>
    </message>
    <message>
        <source>Member ID</source>
        <translation>Mitglieds-ID</translation>
    </message>
</context>
<context>
    <name>ui::models::GroupModel</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>No members. Its offsets are kept, until they expire.</source>
        <translation>Keine Mitglieder. Ihre Offsets bleiben, bis sie verfallen.</translation>
    </message>
    <message>
        <source>Its members are joining anew: %1</source>
        <translation>Ihre Mitglieder treten neu bei: %1</translation>
    </message>
    <message>
        <source>All have joined; the leader is sharing out the partitions.</source>
        <translation>Alle sind beigetreten; der Leader verteilt die Partitionen.</translation>
    </message>
    <message>
        <source>Every member has its partitions and reads them.</source>
        <translation>Jedes Mitglied hat seine Partitionen und liest sie.</translation>
    </message>
    <message>
        <source>It has no members and no offsets any more.</source>
        <translation>Sie hat keine Mitglieder und keine Offsets mehr.</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Preparing rebalance</source>
        <translation>Rebalance in Vorbereitung</translation>
    </message>
    <message>
        <source>Completing rebalance</source>
        <translation>Rebalance im Abschluss</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>Stabil</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>Tot</translation>
    </message>
    <message>
        <source>has read all</source>
        <translation>hat alles gelesen</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>is %1 and %2 behind</source>
        <translation>liegt %1 und %2 zurück</translation>
    </message>
    <message>
        <source>is %1 behind</source>
        <translation>liegt %1 zurück</translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Group ID</source>
        <translation>Gruppen-ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Lag</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Assigned by</source>
        <translation>Zugeteilt von</translation>
    </message>
</context>
<context>
    <name>ui::models::GroupPlaceModel</name>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Assigned member</source>
        <translation>Zugeteiltes Mitglied</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Group offset</source>
        <translation>Offset der Gruppe</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Log end offset</source>
        <translation>End-Offset des Logs</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Lag</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Rückstand</translation>
    </message>
</context>
<context>
    <name>ui::models::HeldModel</name>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>The delivery tag, counted for each consumer from 1 on</source>
        <translation>Der Delivery-Tag, für jeden Consumer von 1 an gezählt</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation>Routing-Key</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Redelivered</source>
        <translation>Erneut zugestellt</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Genommen</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
</context>
<context>
    <name>ui::models::NavigatorModel</name>
    <message>
        <source>Flow</source>
        <translation>Fluss</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Queues</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Consumer groups</source>
        <translation>Consumer-Gruppen</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>Exchanges</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Virtual hosts</source>
        <translation>Virtual Hosts</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Policies</translation>
    </message>
    <message>
        <source>%1 not looked at yet</source>
        <translation>%1 noch nicht angesehen</translation>
    </message>
    <message>
        <source>%1 in %2: %3 ready, %4 unacked</source>
        <translation>%1 in %2: %3 bereit, %4 unbestätigt</translation>
    </message>
    <message>
        <source>, paused</source>
        <translation>, angehalten</translation>
    </message>
    <message>
        <source>Unrouted</source>
        <translation>Nicht geroutet</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Dead Letters</translation>
    </message>
</context>
<context>
    <name>ui::models::PartitionModel</name>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>First offset</source>
        <translation>Erster Offset</translation>
    </message>
    <message>
        <source>Next offset</source>
        <translation>Nächster Offset</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Newest message</source>
        <translation>Neueste Nachricht</translation>
    </message>
</context>
<context>
    <name>ui::models::PermissionModel</name>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Topic exchange</source>
        <translation>Topic-Exchange</translation>
    </message>
    <message>
        <source>everything by name</source>
        <translation>alles nach Namen</translation>
    </message>
    <message>
        <source>Routing keys of the topic exchange %1 that may be published (write) and bound (read)</source>
        <translation>Routing-Keys des Topic-Exchange %1, die veröffentlicht (write) und gebunden (read) werden dürfen</translation>
    </message>
    <message>
        <source>Names of exchanges and queues that may be declared and deleted (configure), published to and bound (write), consumed and bound from (read)</source>
        <translation>Namen von Exchanges und Queues, die deklariert und gelöscht (configure), an die veröffentlicht und gebunden (write), aus denen abgenommen und von denen gebunden (read) werden darf</translation>
    </message>
    <message>
        <source>Configure</source>
        <translation>Konfigurieren</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
</context>
<context>
    <name>ui::models::PolicyMatchModel</name>
    <message>
        <source>%1 queue</source>
        <translation>%1 Queue</translation>
    </message>
    <message>
        <source>%1 queues</source>
        <translation>%1 Queues</translation>
    </message>
    <message>
        <source>%1 exchange</source>
        <translation>%1 Exchange</translation>
    </message>
    <message>
        <source>%1 exchanges</source>
        <translation>%1 Exchanges</translation>
    </message>
    <message>
        <source>%1 more matches, but another policy goes before</source>
        <translation>%1 weiteres passt, aber eine andere Policy geht vor</translation>
    </message>
    <message>
        <source>%1 more match, but other policies go before</source>
        <translation>%1 weitere passen, aber andere Policies gehen vor</translation>
    </message>
    <message>
        <source>matches nothing that is there now</source>
        <translation>passt auf nichts, was jetzt da ist</translation>
    </message>
    <message>
        <source>applies to %1</source>
        <translation>gilt für %1</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>applies</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>%1 goes before</source>
        <translation>%1 geht vor</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>This policy</source>
        <translation>Diese Policy</translation>
    </message>
</context>
<context>
    <name>ui::models::PolicyModel</name>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>operator policy</source>
        <translation>Operator-Policy</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Apply to</source>
        <translation>Gilt für</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>queues</source>
        <translation>Queues</translation>
    </message>
    <message>
        <source>exchanges</source>
        <translation>Exchanges</translation>
    </message>
</context>
<context>
    <name>ui::models::QueueModel</name>
    <message>
        <source>%1 ready, %2 unacked</source>
        <translation>%1 bereit, %2 unbestätigt</translation>
    </message>
    <message>
        <source>, %1 delayed</source>
        <translation>, %1 verzögert</translation>
    </message>
    <message>
        <source>%1 of at most %2</source>
        <translation>%1 von höchstens %2</translation>
    </message>
    <message>
        <source>%1 (no limit: the scale is logarithmic, full at a million)</source>
        <translation>%1 (keine Grenze: die Skala ist logarithmisch, voll bei einer Million)</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Füllstand</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation>Unbestätigt</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>incoming</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>deliver / get</source>
        <translation>Deliver / Get</translation>
    </message>
    <message>
        <source>ack</source>
        <translation>Ack</translation>
    </message>
    <message>
        <source>consumers</source>
        <translation>Consumer</translation>
    </message>
    <message>
        <source>, %1 dead letters that no queue takes</source>
        <translation>, %1 Dead Letters, die keine Queue nimmt</translation>
    </message>
</context>
<context>
    <name>ui::models::ResetStepModel</name>
    <message>
        <source>as far as the log goes</source>
        <translation>so weit das Log reicht</translation>
    </message>
    <message>
        <source>nothing is committed: stays as it is</source>
        <translation>nichts ist festgeschrieben: bleibt, wie es ist</translation>
    </message>
    <message>
        <source>the other group has nothing: stays as it is</source>
        <translation>die andere Gruppe hat nichts: bleibt, wie es ist</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Lag before</source>
        <translation>Lag vorher</translation>
    </message>
    <message>
        <source>Lag after</source>
        <translation>Lag nachher</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
</context>
<context>
    <name>ui::models::RoutingModel</name>
    <message>
        <source>Takes it</source>
        <translation>Nimmt sie</translation>
    </message>
    <message>
        <source>~ perhaps</source>
        <translation>~ vielleicht</translation>
    </message>
    <message>
        <source>✓ yes</source>
        <translation>✓ ja</translation>
    </message>
    <message>
        <source>✗ no</source>
        <translation>✗ nein</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Binding key</source>
        <translation>Binding-Key</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>ui::models::SteppedModel</name>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>ui::models::TopicModel</name>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>%1 in</source>
        <translation>%1 ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>%1 out, as often as it is read</source>
        <translation>%1 aus, so oft gelesen wird</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>%1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>compact</source>
        <translation>compact</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>compact, %1</source>
        <translation>compact, %1</translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Topic name</source>
        <translation>Name des Topics</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>Partitionen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Of each key the latest message stays: cleanup.policy is compact.</source>
        <translation>Von jedem Key bleibt die letzte Nachricht: cleanup.policy ist compact.</translation>
    </message>
    <message>
        <source>Older messages go, chunk by chunk. The size is that of each partition.</source>
        <translation>Ältere Nachrichten gehen, Stück um Stück. Die Größe ist die jeder Partition.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
</context>
<context>
    <name>ui::models::UnroutedModel</name>
    <message>
        <source>dead letter of %1</source>
        <translation>Dead Letter von %1</translation>
    </message>
    <message>
        <source>delayed</source>
        <translation>verzögert</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Published by</source>
        <translation>Veröffentlicht von</translation>
    </message>
    <message>
        <source>%1; mandatory: it has the message back</source>
        <translation>%1; mandatory: er hat die Nachricht wieder</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>zurückgegeben</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation>gibt es nicht</translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation>Routing-Key</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>Inhaltstyp</translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>(too large to be kept) %1</source>
        <translation>(zu groß zum Aufbewahren) %1</translation>
    </message>
</context>
<context>
    <name>ui::models::UserModel</name>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>connections %1</source>
        <translation>Verbindungen %1</translation>
    </message>
    <message>
        <source>channels %1</source>
        <translation>Kanäle %1</translation>
    </message>
    <message>
        <source>administrator – manages users, virtual hosts, policies and limits</source>
        <translation>administrator – verwaltet Benutzer, Virtual Hosts, Policies und Grenzen</translation>
    </message>
    <message>
        <source>monitoring – may see everything in the management tools</source>
        <translation>monitoring – darf in den Verwaltungswerkzeugen alles sehen</translation>
    </message>
    <message>
        <source>policymaker – manages policies of its virtual hosts</source>
        <translation>policymaker – verwaltet Policies seiner Virtual Hosts</translation>
    </message>
    <message>
        <source>management – may use the management tools</source>
        <translation>management – darf die Verwaltungswerkzeuge benutzen</translation>
    </message>
    <message>
        <source>impersonator – may publish with any user-id</source>
        <translation>impersonator – darf mit jeder user-id veröffentlichen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>guest – from this machine only</source>
        <translation>guest – nur von diesem Rechner aus</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Virtual hosts</source>
        <translation>Virtual Hosts</translation>
    </message>
    <message>
        <source>Can log in, but may open no virtual host.</source>
        <translation>Kann sich anmelden, darf aber keinen Virtual Host öffnen.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Kept as a salted hash: %1</source>
        <translation>Aufbewahrt als gesalzener Hash: %1</translation>
    </message>
    <message>
        <source>Cannot log in with a password; a certificate of that name may (EXTERNAL).</source>
        <translation>Kann sich nicht mit einem Passwort anmelden; ein Zertifikat dieses Namens kann es (EXTERNAL).</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
</context>
<context>
    <name>ui::models::VirtualHostModel</name>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>connections %1</source>
        <translation>Verbindungen %1</translation>
    </message>
    <message>
        <source>queues %1</source>
        <translation>Queues %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation>Tags: %1</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>No user has permissions here: only the window and the local socket may enter.</source>
        <translation>Kein Benutzer hat hier Berechtigungen: nur das Fenster und der lokale Socket kommen hinein.</translation>
    </message>
    <message>
        <source>Users with permissions here: %1</source>
        <translation>Benutzer mit Berechtigungen hier: %1</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>Exchanges</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Queues</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation>Unbestätigt</translation>
    </message>
    <message>
        <source>The limit of %1 is reached: no client can connect.</source>
        <translation>Die Grenze von %1 ist erreicht: kein Client kann sich verbinden.</translation>
    </message>
    <message>
        <source>The limit of %1 is reached: no queue can be declared.</source>
        <translation>Die Grenze von %1 ist erreicht: keine Queue kann deklariert werden.</translation>
    </message>
    <message>
        <source>Queues declared without a type: %1</source>
        <translation>Queues, die ohne Typ deklariert werden: %1</translation>
    </message>
</context>
<context>
    <name>ui::pages::BindingsPanel</name>
    <message>
        <source>Add binding…</source>
        <translation>Binding hinzufügen…</translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Bindings from this exchange</source>
        <translation>Bindings von diesem Exchange</translation>
    </message>
    <message>
        <source>Bindings to this exchange</source>
        <translation>Bindings zu diesem Exchange</translation>
    </message>
    <message>
        <source>From %1  %2</source>
        <translation>Von %1  %2</translation>
    </message>
    <message>
        <source>To %1  %2</source>
        <translation>Zu %1  %2</translation>
    </message>
    <message>
        <source>The default exchange has every queue by its name. Its bindings come and go with the queues.</source>
        <translation>Der Default-Exchange hat jede Queue unter ihrem Namen. Seine Bindings kommen und gehen mit den Queues.</translation>
    </message>
    <message>
        <source>Nothing is bound to %1: what is published to it is dropped, or returned when mandatory.</source>
        <translation>Nichts ist an %1 gebunden: was an ihn veröffentlicht wird, wird verworfen, oder mit mandatory zurückgegeben.</translation>
    </message>
    <message>
        <source>No other exchange feeds %1.</source>
        <translation>Kein anderer Exchange speist %1.</translation>
    </message>
</context>
<context>
    <name>ui::pages::ClientEventsPanel</name>
    <message>
        <source>Recent events</source>
        <translation>Letzte Ereignisse</translation>
    </message>
    <message>
        <source>Refused logins, channels and connections closed for an error, clients that were lost</source>
        <translation>Abgelehnte Anmeldungen, wegen eines Fehlers geschlossene Kanäle und Verbindungen, verlorene Clients</translation>
    </message>
    <message>
        <source>no client was refused, closed for an error, or lost since the broker started</source>
        <translation>seit dem Start des Brokers wurde kein Client abgelehnt, wegen eines Fehlers geschlossen oder verloren</translation>
    </message>
</context>
<context>
    <name>ui::pages::ConnectionsPage</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>Alle aufklappen</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Alles zuklappen</translation>
    </message>
    <message>
        <source>Close connection…</source>
        <translation>Verbindung schließen…</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
    <message>
        <source>%1 (%2). The broker reads nothing more from them until that is over; consumers go on. Waiting: %3.</source>
        <translation>%1 (%2). Der Broker liest nichts mehr von ihnen, bis das vorbei ist; Consumer machen weiter. Es warten: %3.</translation>
    </message>
    <message>
        <source>%1 connection waits</source>
        <translation>%1 Verbindung wartet</translation>
    </message>
    <message>
        <source>%1 connections wait</source>
        <translation>%1 Verbindungen warten</translation>
    </message>
    <message>
        <source>Publishers wait (%1). Nobody has tried to publish since; consumers go on.</source>
        <translation>Publisher warten (%1). Niemand hat seither veröffentlichen wollen; Consumer machen weiter.</translation>
    </message>
    <message>
        <source>Nobody is connected</source>
        <translation>Niemand ist verbunden</translation>
    </message>
    <message>
        <source>Any AMQP 0-9-1 client connects as it would to RabbitMQ: user guest, password guest, virtual host /.</source>
        <translation>Jeder AMQP-0-9-1-Client verbindet sich, wie er es mit RabbitMQ täte: Benutzer guest, Passwort guest, Virtual Host /.</translation>
    </message>
    <message>
        <source>Filter connections</source>
        <translation>Verbindungen filtern</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Cancel consumer…</source>
        <translation>Consumer abbrechen…</translation>
    </message>
</context>
<context>
    <name>ui::pages::DeadLetterPanel</name>
    <message>
        <source>%1 dead letter</source>
        <translation>%1 Dead Letter</translation>
    </message>
    <message>
        <source>%1 dead letters</source>
        <translation>%1 Dead Letters</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>The dead letters of all groups (Esc)</source>
        <translation>Die Dead Letters aller Gruppen (Esc)</translation>
    </message>
    <message>
        <source>Filter of the dead letters</source>
        <translation>Filter der Dead Letters</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Dead Letters</translation>
    </message>
    <message>
        <source>The dead letters can not be listed</source>
        <translation>Die Dead Letters können nicht aufgelistet werden</translation>
    </message>
    <message>
        <source>Looking through the messages…</source>
        <translation>Die Nachrichten werden durchsucht…</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Den Filter leeren</translation>
    </message>
    <message>
        <source>No dead letter matches</source>
        <translation>Kein Dead Letter passt</translation>
    </message>
    <message>
        <source>Loading dead letters…</source>
        <translation>Dead Letters werden geladen…</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>the latest %1 of %2</source>
        <translation>die letzten %1 von %2</translation>
    </message>
    <message>
        <source>Looks through whole messages (Ctrl+F): key:eu.*, exchange:orders, size&gt;10k, body.total&gt;100; other words are looked for in key, headers and body. F1 tells more.</source>
        <translation>Sucht in ganzen Nachrichten (Strg+F): key:eu.*, exchange:orders, size&gt;10k, body.total&gt;100; andere Wörter werden in Key, Headern und Inhalt gesucht. F1 sagt mehr.</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>%1 von %2 · %3</translation>
    </message>
    <message>
        <source>No dead letter matches so far</source>
        <translation>Bisher passt kein Dead Letter</translation>
    </message>
</context>
<context>
    <name>ui::pages::DeadLettersPage</name>
    <message>
        <source>Dead letters</source>
        <translation>Dead Letters</translation>
    </message>
    <message>
        <source>Keep death headers</source>
        <translation>Death-Header behalten</translation>
    </message>
    <message>
        <source>What goes back keeps x-death and its like, by which some consumers count their tries. Without them a message starts anew.</source>
        <translation>Was zurückgeht, behält x-death und seinesgleichen, an denen manche Consumer ihre Versuche zählen. Ohne sie fängt eine Nachricht neu an.</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Group by reason and queue</source>
        <translation>Nach Grund und Queue gruppieren</translation>
    </message>
    <message>
        <source>Group by reason</source>
        <translation>Nach Grund gruppieren</translation>
    </message>
    <message>
        <source>Group by queue</source>
        <translation>Nach Queue gruppieren</translation>
    </message>
    <message>
        <source>Group by hour</source>
        <translation>Nach Stunde gruppieren</translation>
    </message>
    <message>
        <source>Groups of dead letters</source>
        <translation>Gruppen von Dead Letters</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Requeue</source>
        <translation>Zurückreihen</translation>
    </message>
    <message>
        <source>Requeue to…</source>
        <translation>Zurückreihen nach…</translation>
    </message>
    <message>
        <source>Edit and requeue…</source>
        <translation>Bearbeiten und zurückreihen…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Open the queue they lie in</source>
        <translation>Die Queue öffnen, in der sie liegen</translation>
    </message>
    <message>
        <source>Requeue all %1 to %2</source>
        <translation>Alle %1 zurück nach %2</translation>
    </message>
    <message>
        <source>Requeue to %1</source>
        <translation>Zurück nach %1</translation>
    </message>
    <message>
        <source>Put back at once, as it was; this can be undone</source>
        <translation>Sofort zurück, wie sie war; das lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>Requeue all to…</source>
        <translation>Alle zurückreihen nach…</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>Alle löschen</translation>
    </message>
    <message>
        <source>This can be undone</source>
        <translation>Das lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>Correct body or headers on the way</source>
        <translation>Unterwegs Inhalt oder Header berichtigen</translation>
    </message>
    <message>
        <source>Select a single message</source>
        <translation>Eine einzelne Nachricht wählen</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>looking through the queues: %1 of %2 messages</source>
        <translation>die Queues werden durchsucht: %1 von %2 Nachrichten</translation>
    </message>
    <message>
        <source>The broker did not start</source>
        <translation>Der Broker ist nicht gestartet</translation>
    </message>
    <message>
        <source>The broker has stopped</source>
        <translation>Der Broker ist beendet</translation>
    </message>
    <message>
        <source>Clients can not connect. What was confirmed is kept.</source>
        <translation>Clients können sich nicht verbinden. Was bestätigt wurde, ist aufbewahrt.</translation>
    </message>
    <message>
        <source>Loading dead letters…</source>
        <translation>Dead Letters werden geladen…</translation>
    </message>
    <message>
        <source>Looking through the queues…</source>
        <translation>Die Queues werden durchsucht…</translation>
    </message>
    <message>
        <source>No dead letters</source>
        <translation>Keine Dead Letters</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Requeue the latest %1 to %2</source>
        <translation>Die letzten %1 zurück nach %2</translation>
    </message>
    <message>
        <source>Requeue the latest %1 to…</source>
        <translation>Die letzten %1 zurückreihen nach…</translation>
    </message>
    <message>
        <source>Delete the latest %1</source>
        <translation>Die letzten %1 löschen</translation>
    </message>
    <message>
        <source>Export the latest %1…</source>
        <translation>Die letzten %1 exportieren…</translation>
    </message>
    <message>
        <source>Into a file, as JSON lines or CSV</source>
        <translation>In eine Datei, als JSON-Zeilen oder CSV</translation>
    </message>
    <message>
        <source>The dead letters can not be listed: %1</source>
        <translation>Die Dead Letters können nicht aufgelistet werden: %1</translation>
    </message>
    <message>
        <source>They died in too many different hours: group them by reason or by queue</source>
        <translation>Sie sind in zu vielen verschiedenen Stunden gestorben: nach Grund oder nach Queue gruppieren</translation>
    </message>
    <message>
        <source>These dead letters are not there any more</source>
        <translation>Diese Dead Letters sind nicht mehr da</translation>
    </message>
    <message>
        <source>Requeue the %1 found to %2</source>
        <translation>Die %1 gefundenen zurück nach %2</translation>
    </message>
    <message>
        <source>Requeue the %1 found to…</source>
        <translation>Die %1 gefundenen zurückreihen nach…</translation>
    </message>
    <message>
        <source>Delete the %1 found</source>
        <translation>Die %1 gefundenen löschen</translation>
    </message>
    <message>
        <source>Export the %1 found…</source>
        <translation>Die %1 gefundenen exportieren…</translation>
    </message>
    <message>
        <source>A message dies when a consumer rejects it for good, when it waits longer than its time to live, when its queue is over its limit, or when it fails too often. A queue with a dead letter exchange hands it on instead of dropping it, and it appears here with the reason. For a queue that is there already, a policy with dead-letter-exchange does it; for a new one, in Python with pika:</source>
        <translation>Eine Nachricht stirbt, wenn ein Consumer sie endgültig ablehnt, wenn sie länger wartet als ihre Lebensdauer, wenn ihre Queue über ihrer Grenze ist, oder wenn sie zu oft scheitert. Eine Queue mit einem Dead-Letter-Exchange reicht sie weiter, statt sie zu verwerfen, und sie erscheint hier mit dem Grund. Für eine Queue, die schon da ist, tut das eine Policy mit dead-letter-exchange; für eine neue, in Python mit pika:</translation>
    </message>
</context>
<context>
    <name>ui::pages::ExchangesPage</name>
    <message>
        <source>Exchanges</source>
        <translation>Exchanges</translation>
    </message>
    <message>
        <source>New exchange…</source>
        <translation>Neuer Exchange…</translation>
    </message>
    <message>
        <source>Publish here…</source>
        <translation>Hier veröffentlichen…</translation>
    </message>
    <message>
        <source>Add binding…</source>
        <translation>Binding hinzufügen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
    <message>
        <source>No exchanges</source>
        <translation>Keine Exchanges</translation>
    </message>
    <message>
        <source>The pre-declared exchanges appear as soon as the broker runs.</source>
        <translation>Die vordeklarierten Exchanges erscheinen, sobald der Broker läuft.</translation>
    </message>
    <message>
        <source>A pre-declared exchange stays.</source>
        <translation>Ein vordeklarierter Exchange bleibt.</translation>
    </message>
    <message>
        <source>Filter exchanges</source>
        <translation>Exchanges filtern</translation>
    </message>
    <message>
        <source>exchanges</source>
        <translation>Exchanges</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>ui::pages::FlowPage</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation>Unbestätigt</translation>
    </message>
    <message>
        <source>Delayed</source>
        <translation>Verzögert</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>Consumer</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Out to queues</source>
        <translation>Hinaus zu Queues</translation>
    </message>
    <message>
        <source>Unroutable</source>
        <translation>Nicht routbar</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>Partitionen</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Lag</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>%1, %2 partitions</source>
        <translation>%1, %2 Partitionen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>Wartet auf</translation>
    </message>
    <message>
        <source>Publishes</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>Consumes</source>
        <translation>Nimmt ab</translation>
    </message>
    <message>
        <source>%1 from %2, %3 unacked</source>
        <translation>%1 aus %2, %3 unbestätigt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Dead letters go to</source>
        <translation>Dead Letters gehen an</translation>
    </message>
    <message>
        <source>Dead letters of</source>
        <translation>Dead Letters von</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Open its messages</source>
        <translation>Ihre Nachrichten öffnen</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>Open its bindings</source>
        <translation>Seine Bindings öffnen</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Consumer group</source>
        <translation>Consumer-Gruppe</translation>
    </message>
    <message>
        <source>Open its offsets</source>
        <translation>Ihre Offsets öffnen</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>Publisher</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>Consumer</translation>
    </message>
    <message>
        <source>Open its connection</source>
        <translation>Seine Verbindung öffnen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show everything again</source>
        <translation>Wieder alles zeigen</translation>
    </message>
    <message>
        <source>Show only what flows through it</source>
        <translation>Nur zeigen, was hindurchfließt</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
    <message>
        <source>Publish here…</source>
        <translation>Hier veröffentlichen…</translation>
    </message>
    <message>
        <source>Bind…</source>
        <translation>Binden…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Publish to it…</source>
        <translation>Hierhin veröffentlichen…</translation>
    </message>
    <message>
        <source>Purge</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Configure…</source>
        <translation>Einstellen…</translation>
    </message>
    <message>
        <source>Reset offsets…</source>
        <translation>Offsets zurücksetzen…</translation>
    </message>
    <message>
        <source>Close the connection…</source>
        <translation>Die Verbindung schließen…</translation>
    </message>
    <message>
        <source>Close %1 (%2)…</source>
        <translation>%1 (%2) schließen…</translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Unbind %1</source>
        <translation>%1 lösen</translation>
    </message>
    <message>
        <source>Bind with another key…</source>
        <translation>Mit einem anderen Key binden…</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>New exchange…</source>
        <translation>Neuer Exchange…</translation>
    </message>
    <message>
        <source>New queue…</source>
        <translation>Neue Queue…</translation>
    </message>
    <message>
        <source>New topic…</source>
        <translation>Neues Topic…</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>Ordnen</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Export as SVG…</source>
        <translation>Als SVG exportieren…</translation>
    </message>
    <message>
        <source>Export as PNG…</source>
        <translation>Als PNG exportieren…</translation>
    </message>
    <message>
        <source>Lay everything out anew</source>
        <translation>Alles neu anordnen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Show everything (Home)</source>
        <translation>Alles zeigen (Pos1)</translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation>Verkleinern (−)</translation>
    </message>
    <message>
        <source>Back to 100 % (Ctrl+0)</source>
        <translation>Zurück auf 100 % (Strg+0)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Vergrößern (+)</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>What is idle</source>
        <translation>Was untätig ist</translation>
    </message>
    <message>
        <source>Unused amq.* exchanges and reply queues</source>
        <translation>Unbenutzte amq.*-Exchanges und Antwort-Queues</translation>
    </message>
    <message>
        <source>Messages on their way</source>
        <translation>Nachrichten unterwegs</translation>
    </message>
    <message>
        <source>Moving dots on the connections</source>
        <translation>Punkte, die sich auf den Verbindungen bewegen</translation>
    </message>
    <message>
        <source>The broker did not start</source>
        <translation>Der Broker ist nicht gestartet</translation>
    </message>
    <message>
        <source>The broker has stopped</source>
        <translation>Der Broker ist beendet</translation>
    </message>
    <message>
        <source>Looking at the broker…</source>
        <translation>Der Broker wird angesehen…</translation>
    </message>
    <message>
        <source>Nothing flows yet</source>
        <translation>Noch fließt nichts</translation>
    </message>
    <message>
        <source>Connect a client: whoever publishes stands at the left, the exchanges and queues it uses in the middle, whoever consumes at the right, and the messages move between them.</source>
        <translation>Einen Client verbinden: wer veröffentlicht, steht links, die Exchanges und Queues, die er benutzt, in der Mitte, wer abnimmt, rechts, und die Nachrichten bewegen sich dazwischen.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>The busiest are drawn, %1 more are not</source>
        <translation>Die tätigsten sind gezeichnet, %1 weitere nicht</translation>
    </message>
    <message>
        <source>Only %1  ×</source>
        <translation>Nur %1  ×</translation>
    </message>
    <message>
        <source>Show everything again (Escape)</source>
        <translation>Wieder alles zeigen (Escape)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Export the flow</source>
        <translation>Den Fluss exportieren</translation>
    </message>
    <message>
        <source>flow</source>
        <translation>gebremst</translation>
    </message>
    <message>
        <source>SVG pictures (*.svg)</source>
        <translation>SVG-Bilder (*.svg)</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
        <source>The flow is in %1.</source>
        <translation>Der Fluss ist in %1.</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Find in the flow</source>
        <translation>Im Fluss suchen</translation>
    </message>
    <message>
        <source>Dead letters not taken</source>
        <translation>Nicht genommene Dead Letters</translation>
    </message>
    <message>
        <source>Consume by hand</source>
        <translation>Von Hand abnehmen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Step through by hand</source>
        <translation>Von Hand durchgehen</translation>
    </message>
    <message>
        <source>Its dead letters</source>
        <translation>Ihre Dead Letters</translation>
    </message>
    <message>
        <source>Show the dead letters</source>
        <translation>Die Dead Letters zeigen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Binding</source>
        <translation>Binding</translation>
    </message>
</context>
<context>
    <name>ui::pages::GroupsPage</name>
    <message>
        <source>Consumer groups</source>
        <translation>Consumer-Gruppen</translation>
    </message>
    <message>
        <source>Partitions that the group reads</source>
        <translation>Partitionen, die die Gruppe liest</translation>
    </message>
    <message>
        <source>Members of the group</source>
        <translation>Mitglieder der Gruppe</translation>
    </message>
    <message>
        <source>Lag history</source>
        <translation>Verlauf des Lags</translation>
    </message>
    <message>
        <source>Reset offsets…</source>
        <translation>Offsets zurücksetzen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Copy group ID</source>
        <translation>Gruppen-ID kopieren</translation>
    </message>
    <message>
        <source>No consumer groups</source>
        <translation>Keine Consumer-Gruppen</translation>
    </message>
    <message>
        <source>Consumers that share a topic&apos;s partitions under one group.id appear here, with how far they have come. A group stays when its members go, so that they find their place again.</source>
        <translation>Consumer, die sich unter einer group.id die Partitionen eines Topics teilen, erscheinen hier, mit dem, wie weit sie sind. Eine Gruppe bleibt, wenn ihre Mitglieder gehen, damit sie ihre Stelle wiederfinden.</translation>
    </message>
    <message>
        <source>Offsets  %1</source>
        <translation>Offsets  %1</translation>
    </message>
    <message>
        <source>Members  %1</source>
        <translation>Mitglieder  %1</translation>
    </message>
    <message>
        <source>A group with members stays.</source>
        <translation>Eine Gruppe mit Mitgliedern bleibt.</translation>
    </message>
    <message>
        <source>Filter consumer groups</source>
        <translation>Consumer-Gruppen filtern</translation>
    </message>
    <message>
        <source>consumer groups</source>
        <translation>Consumer-Gruppen</translation>
    </message>
</context>
<context>
    <name>ui::pages::HandPanel</name>
    <message>
        <source>Take next</source>
        <translation>Nächste nehmen</translation>
    </message>
    <message>
        <source>Take the next ready message, as a consumer of this queue</source>
        <translation>Die nächste bereite Nachricht nehmen, als Consumer dieser Queue</translation>
    </message>
    <message>
        <source>Ack</source>
        <translation>Ack</translation>
    </message>
    <message>
        <source>Acknowledge: the message is done with, and gone</source>
        <translation>Bestätigen: die Nachricht ist erledigt und weg</translation>
    </message>
    <message>
        <source>Nack, requeue</source>
        <translation>Nack, zurück</translation>
    </message>
    <message>
        <source>Give it back: it returns to its place, marked as redelivered</source>
        <translation>Zurückgeben: sie kehrt an ihren Platz zurück, als erneut zugestellt markiert</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Consume by hand</source>
        <translation>Von Hand abnehmen</translation>
    </message>
    <message>
        <source>Messages held by hand</source>
        <translation>Von Hand gehaltene Nachrichten</translation>
    </message>
    <message>
        <source>What is held is unacked, and goes back to the queue when this tab is closed.</source>
        <translation>Was gehalten wird, ist unbestätigt und geht in die Queue zurück, wenn dieser Tab geschlossen wird.</translation>
    </message>
    <message>
        <source>All went back to the queue: %1.</source>
        <translation>Alle gingen in die Queue zurück: %1.</translation>
    </message>
    <message>
        <source>Acknowledged.</source>
        <translation>Bestätigt.</translation>
    </message>
    <message>
        <source>Back in the queue.</source>
        <translation>Wieder in der Queue.</translation>
    </message>
    <message>
        <source>Refuse it: it becomes a dead letter</source>
        <translation>Ablehnen: sie wird ein Dead Letter</translation>
    </message>
    <message>
        <source>Refuse it: the queue has no dead-letter exchange, so it is gone</source>
        <translation>Ablehnen: die Queue hat keinen Dead-Letter-Exchange, also ist sie weg</translation>
    </message>
    <message>
        <source>This queue has been deleted</source>
        <translation>Diese Queue wurde gelöscht</translation>
    </message>
    <message>
        <source>Take the next message as a consumer does: it is yours, unacked, until you acknowledge it (A), give it back (N) or reject it (R). Look at it in the inspector meanwhile. With the queue paused nobody else takes any: so a backlog is stepped through message by message.</source>
        <translation>Die nächste Nachricht nehmen, wie ein Consumer es tut: sie bleibt hier, unbestätigt, bis sie bestätigt (A), zurückgegeben (N) oder abgelehnt (R) wird. Der Inspektor zeigt sie inzwischen. Ist die Queue angehalten, nimmt niemand sonst eine: so geht man einen Rückstand Nachricht für Nachricht durch.</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>Nicht mehr warten</translation>
    </message>
    <message>
        <source>Nothing is ready: what is here is out for delivery. Waiting…</source>
        <translation>Nichts ist bereit: Was hier ist, ist ausgeliefert. Warten…</translation>
    </message>
    <message>
        <source>Nothing is ready. Waiting for the next message…</source>
        <translation>Nichts ist bereit. Warten auf die nächste Nachricht…</translation>
    </message>
    <message>
        <source>Waiting for the next message…</source>
        <translation>Warten auf die nächste Nachricht…</translation>
    </message>
    <message>
        <source>Rejected: it is a dead letter now.</source>
        <translation>Abgelehnt: sie ist jetzt ein Dead Letter.</translation>
    </message>
    <message>
        <source>Rejected: it is gone, as the queue has no dead-letter exchange.</source>
        <translation>Abgelehnt: sie ist weg, denn die Queue hat keinen Dead-Letter-Exchange.</translation>
    </message>
</context>
<context>
    <name>ui::pages::HistoryCharts</name>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>unacked</source>
        <translation>unbestätigt</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>redelivered</source>
        <translation>erneut zugestellt</translation>
    </message>
    <message>
        <source>unroutable</source>
        <translation>nicht routbar</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>publish</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>deliver / get</source>
        <translation>Deliver / Get</translation>
    </message>
    <message>
        <source>ack</source>
        <translation>Ack</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>im Speicher</translation>
    </message>
    <message>
        <source>out to queues</source>
        <translation>hinaus zu Queues</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>aufbewahrt</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>auf der Platte</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>behind</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>from client</source>
        <translation>vom Client</translation>
    </message>
    <message>
        <source>to client</source>
        <translation>zum Client</translation>
    </message>
    <message>
        <source>Queued messages</source>
        <translation>Wartende Nachrichten</translation>
    </message>
    <message>
        <source>Message rates</source>
        <translation>Nachrichtenraten</translation>
    </message>
    <message>
        <source>Memory and disk</source>
        <translation>Speicher und Platte</translation>
    </message>
    <message>
        <source>Size of messages</source>
        <translation>Größe der Nachrichten</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Lag, messages</source>
        <translation>Lag, Nachrichten</translation>
    </message>
    <message>
        <source>Lag, time</source>
        <translation>Lag, Zeit</translation>
    </message>
    <message>
        <source>Data rates</source>
        <translation>Datenraten</translation>
    </message>
    <message>
        <source>Choose one in the list above.</source>
        <translation>Oben in der Liste etwas wählen.</translation>
    </message>
    <message>
        <source>Nothing is known of it yet: it has committed no offset since the broker started.</source>
        <translation>Noch ist nichts davon bekannt: seit dem Start des Brokers wurde kein Offset festgeschrieben.</translation>
    </message>
    <message>
        <source>Nothing has happened here since the broker started.</source>
        <translation>Hier ist seit dem Start des Brokers nichts geschehen.</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>The last minute, second by second</source>
        <translation>Die letzte Minute, Sekunde für Sekunde</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 min</translation>
    </message>
    <message>
        <source>The last ten minutes, second by second</source>
        <translation>Die letzten zehn Minuten, Sekunde für Sekunde</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>The last hour, second by second</source>
        <translation>Die letzte Stunde, Sekunde für Sekunde</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>The last day, minute by minute: rates as means, the others as they were at their highest</source>
        <translation>Der letzte Tag, Minute für Minute: Raten als Mittel, das andere in seinem höchsten Stand</translation>
    </message>
    <message>
        <source>Messages not acknowledged yet</source>
        <translation>Noch nicht bestätigte Nachrichten</translation>
    </message>
    <message>
        <source>Charts of 1 min</source>
        <translation>Verlauf über 1 min</translation>
    </message>
    <message>
        <source>Charts of 10 min</source>
        <translation>Verlauf über 10 min</translation>
    </message>
    <message>
        <source>Charts of 1 h</source>
        <translation>Verlauf über 1 h</translation>
    </message>
    <message>
        <source>Charts of 24 h</source>
        <translation>Verlauf über 24 h</translation>
    </message>
</context>
<context>
    <name>ui::pages::ListPage</name>
    <message>
        <source>The broker did not start</source>
        <translation>Der Broker ist nicht gestartet</translation>
    </message>
    <message>
        <source>The broker has stopped</source>
        <translation>Der Broker ist beendet</translation>
    </message>
    <message>
        <source>Clients can not connect. What was confirmed is kept.</source>
        <translation>Clients können sich nicht verbinden. Was bestätigt wurde, ist aufbewahrt.</translation>
    </message>
    <message>
        <source>Loading %1…</source>
        <translation>%1 werden geladen…</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>None of the %1 %2 has “%3” in it.</source>
        <translation>In keinem der %1 Einträge (%2) kommt „%3“ vor.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Den Filter leeren</translation>
    </message>
</context>
<context>
    <name>ui::pages::MessagePanel</name>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>Go to the oldest message that is kept (Home)</source>
        <translation>Zur ältesten Nachricht, die es noch gibt (Pos1)</translation>
    </message>
    <message>
        <source>Go to the message that is delivered next (Home)</source>
        <translation>Zur Nachricht, die als nächste zugestellt wird (Pos1)</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Go to the message that came last (End)</source>
        <translation>Zur Nachricht, die als letzte kam (Ende)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Stay at the newest message as messages arrive</source>
        <translation>Bei der neuesten Nachricht bleiben, während Nachrichten ankommen</translation>
    </message>
    <message>
        <source>Offset or time</source>
        <translation>Offset oder Zeit</translation>
    </message>
    <message>
        <source>Go to #</source>
        <translation>Gehe zu #</translation>
    </message>
    <message>
        <source>Go to the message at this offset or time</source>
        <translation>Zur Nachricht an diesem Offset oder zu dieser Zeit</translation>
    </message>
    <message>
        <source>Go to the message with this number</source>
        <translation>Zur Nachricht mit dieser Nummer</translation>
    </message>
    <message>
        <source>Go to (Ctrl+G): an offset, 4123, in another partition 2:4123; or a time, 12:30:05, 2026-11-26 12:30, 5m ago</source>
        <translation>Gehe zu (Strg+G): ein Offset, 4123, in einer anderen Partition 2:4123; oder eine Zeit, 12:30:05, 2026-11-26 12:30, 5m ago</translation>
    </message>
    <message>
        <source>Go to the message with this number (Ctrl+G)</source>
        <translation>Zur Nachricht mit dieser Nummer (Strg+G)</translation>
    </message>
    <message>
        <source>Filter of the messages</source>
        <translation>Filter der Nachrichten</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Show all messages</source>
        <translation>Alle Nachrichten zeigen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>Looking through the messages…</source>
        <translation>Die Nachrichten werden durchsucht…</translation>
    </message>
    <message>
        <source>No message matches</source>
        <translation>Keine Nachricht passt</translation>
    </message>
    <message>
        <source>Those that match and come in later appear here.</source>
        <translation>Passende, die später kommen, erscheinen hier.</translation>
    </message>
    <message>
        <source>The messages can not be read</source>
        <translation>Die Nachrichten können nicht gelesen werden</translation>
    </message>
    <message>
        <source>offsets %1–%2 of %3</source>
        <translation>Offsets %1–%2 von %3</translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation>%1–%2 von %3</translation>
    </message>
    <message>
        <source>Looks through all messages (Ctrl+F): key:user-*, exchange:orders, size&gt;10k, body.total&gt;100; other words are looked for in key, headers and body. F1 tells more.</source>
        <translation>Sucht in allen Nachrichten (Strg+F): key:user-*, exchange:orders, size&gt;10k, body.total&gt;100; andere Wörter werden in Key, Headern und Inhalt gesucht. F1 sagt mehr.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Messages into a file, or out of one</source>
        <translation>Nachrichten in eine Datei, oder aus einer</translation>
    </message>
    <message>
        <source>Edit and republish…</source>
        <translation>Bearbeiten und wieder veröffentlichen…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>Verschieben nach…</translation>
    </message>
    <message>
        <source>Copy to…</source>
        <translation>Kopieren nach…</translation>
    </message>
    <message>
        <source>Requeue to where they died</source>
        <translation>Zurück, wo sie gestorben sind</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Dead letters go back to the queue that they died in first, without the death headers</source>
        <translation>Dead Letters gehen in die Queue zurück, in der sie zuerst gestorben sind, ohne die Death-Header</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>all: %1 message</source>
        <translation>alle: %1 Nachricht</translation>
    </message>
    <message>
        <source>all: %1 messages</source>
        <translation>alle: %1 Nachrichten</translation>
    </message>
    <message>
        <source>all that match, %1 so far</source>
        <translation>alle passenden, bisher %1</translation>
    </message>
    <message>
        <source>all that match</source>
        <translation>alle passenden</translation>
    </message>
    <message>
        <source>a topic keeps its messages</source>
        <translation>ein Topic behält seine Nachrichten</translation>
    </message>
    <message>
        <source>%1 is held by a consumer</source>
        <translation>%1 wird von einem Consumer gehalten</translation>
    </message>
    <message>
        <source>%1 are held by consumers</source>
        <translation>%1 werden von Consumern gehalten</translation>
    </message>
    <message>
        <source>still loading…</source>
        <translation>lädt noch…</translation>
    </message>
    <message>
        <source>undo: %1</source>
        <translation>rückgängig: %1</translation>
    </message>
    <message>
        <source>More than %1 messages of a search can only be chosen all together (Ctrl+A).</source>
        <translation>Mehr als %1 Nachrichten einer Suche lassen sich nur alle zusammen wählen (Strg+A).</translation>
    </message>
    <message>
        <source>Why can I not delete them?</source>
        <translation>Warum kann ich sie nicht löschen?</translation>
    </message>
    <message>
        <source>Export the selection…</source>
        <translation>Die Auswahl exportieren…</translation>
    </message>
    <message>
        <source>Export all that match…</source>
        <translation>Alle passenden exportieren…</translation>
    </message>
    <message>
        <source>Export all messages…</source>
        <translation>Alle Nachrichten exportieren…</translation>
    </message>
    <message>
        <source>Import into this topic…</source>
        <translation>In dieses Topic importieren…</translation>
    </message>
    <message>
        <source>Import into this queue…</source>
        <translation>In diese Queue importieren…</translation>
    </message>
    <message>
        <source>%1 · sorted by %2</source>
        <translation>%1 · sortiert nach %2</translation>
    </message>
    <message>
        <source>with what comes in until then · %1</source>
        <translation>mit dem, was bis dahin eintrifft · %1</translation>
    </message>
    <message>
        <source>A topic keeps what it was given: single messages can not be taken out of it. They go by age and size (Edit settings…), from the oldest to one of them (Delete up to here…), or all at once (Clear messages, on the page of all topics). They can be copied.</source>
        <translation>Ein Topic behält, was es bekam: einzelne Nachrichten lassen sich nicht herausnehmen. Sie gehen nach Alter und Größe (Einstellungen bearbeiten…), von der ältesten bis zu einer von ihnen (Bis hier löschen…), oder alle auf einmal (Alle Nachrichten löschen, auf der Seite aller Topics). Kopieren lassen sie sich.</translation>
    </message>
</context>
<context>
    <name>ui::pages::MessageSearch</name>
    <message>
        <source>the newest %1</source>
        <translation>die neuesten %1</translation>
    </message>
    <message>
        <source>the first %1</source>
        <translation>die ersten %1</translation>
    </message>
    <message>
        <source>all %1 messages</source>
        <translation>alle %1 Nachrichten</translation>
    </message>
    <message>
        <source>%1 found in %2 messages</source>
        <translation>%1 gefunden in %2 Nachrichten</translation>
    </message>
    <message>
        <source>%1 found in %2 of %3 messages</source>
        <translation>%1 gefunden in %2 von %3 Nachrichten</translation>
    </message>
    <message>
        <source> · stopped</source>
        <translation> · angehalten</translation>
    </message>
    <message>
        <source> · %1 not readable</source>
        <translation> · %1 nicht lesbar</translation>
    </message>
    <message>
        <source> · %1 new ones not looked at</source>
        <translation> · %1 neue nicht angesehen</translation>
    </message>
</context>
<context>
    <name>ui::pages::MessageTable</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Copy body</source>
        <translation>Inhalt kopieren</translation>
    </message>
    <message>
        <source>Go to the newest messages</source>
        <translation>Zu den neuesten Nachrichten</translation>
    </message>
    <message>
        <source>Go to the newest and stay there</source>
        <translation>Zur neuesten, und dort bleiben</translation>
    </message>
    <message>
        <source>↓ %1 newer</source>
        <translation>↓ %1 neuere</translation>
    </message>
    <message>
        <source>Go to %1 newer messages</source>
        <translation>Zu %1 neueren Nachrichten</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>Key kopieren</translation>
    </message>
    <message>
        <source>Copy routing key</source>
        <translation>Routing-Key kopieren</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Copy as command line</source>
        <translation>Als Kommandozeile kopieren</translation>
    </message>
    <message>
        <source>That is a lot for the clipboard: at most %1 messages. Export them into a file instead.</source>
        <translation>Das ist viel für die Zwischenablage: höchstens %1 Nachrichten. Besser in eine Datei exportieren.</translation>
    </message>
    <message>
        <source>Compare the two…</source>
        <translation>Die beiden vergleichen…</translation>
    </message>
    <message>
        <source>Compare with the one before…</source>
        <translation>Mit der davor vergleichen…</translation>
    </message>
    <message>
        <source>That is a lot for the clipboard: at most %1. Export them into a file instead.</source>
        <translation>Das ist viel für die Zwischenablage: höchstens %1. Exportieren Sie sie stattdessen in eine Datei.</translation>
    </message>
    <message>
        <source>Select for compare</source>
        <translation>Für Vergleich auswählen</translation>
    </message>
    <message>
        <source>Compare with selected</source>
        <translation>Mit Ausgewählter vergleichen</translation>
    </message>
    <message>
        <source>Compare with selected (%1)…</source>
        <translation>Mit Ausgewählter vergleichen (%1)…</translation>
    </message>
</context>
<context>
    <name>ui::pages::OverviewPage</name>
    <message>
        <source>%1 connection</source>
        <translation>%1 Verbindung</translation>
    </message>
    <message>
        <source>%1 connections</source>
        <translation>%1 Verbindungen</translation>
    </message>
    <message>
        <source>%1 channel</source>
        <translation>%1 Kanal</translation>
    </message>
    <message>
        <source>%1 channels</source>
        <translation>%1 Kanäle</translation>
    </message>
    <message>
        <source>%1 consumer</source>
        <translation>%1 Consumer</translation>
    </message>
    <message>
        <source>%1 consumers</source>
        <translation>%1 Consumer</translation>
    </message>
    <message>
        <source>%1 exchange</source>
        <translation>%1 Exchange</translation>
    </message>
    <message>
        <source>%1 exchanges</source>
        <translation>%1 Exchanges</translation>
    </message>
    <message>
        <source>%1 queue</source>
        <translation>%1 Queue</translation>
    </message>
    <message>
        <source>%1 queues</source>
        <translation>%1 Queues</translation>
    </message>
    <message>
        <source>%1 binding</source>
        <translation>%1 Binding</translation>
    </message>
    <message>
        <source>%1 bindings</source>
        <translation>%1 Bindings</translation>
    </message>
    <message>
        <source>Fullest queues</source>
        <translation>Vollste Queues</translation>
    </message>
    <message>
        <source>No queues yet. A client that connects makes them, or Broker → New queue…</source>
        <translation>Noch keine Queues. Ein Client, der sich verbindet, legt sie an, oder Broker → Neue Queue…</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>Einen Client verbinden</translation>
    </message>
    <message>
        <source>Listen on %1 instead</source>
        <translation>Stattdessen auf %1 lauschen</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing listens yet.</source>
        <translation>Noch lauscht nichts.</translation>
    </message>
    <message>
        <source>The broker over time</source>
        <translation>Der Broker im Verlauf</translation>
    </message>
</context>
<context>
    <name>ui::pages::PermissionsPanel</name>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Permissions of %1</source>
        <translation>Berechtigungen von %1</translation>
    </message>
    <message>
        <source>%1 can log in, but may open no virtual host: “Set permissions…” lets it in.</source>
        <translation>%1 kann sich anmelden, darf aber keinen Virtual Host öffnen: „Berechtigungen setzen…“ lässt ihn hinein.</translation>
    </message>
    <message>
        <source>Regular expressions over names, not anchored. Configure: declare and delete. Write: publish, bind a queue. Read: consume, get, purge, bind from an exchange.</source>
        <translation>Reguläre Ausdrücke über Namen, nicht verankert. Konfigurieren: deklarieren und löschen. Schreiben: veröffentlichen, eine Queue binden. Lesen: abnehmen, abfragen, leeren, von einem Exchange binden.</translation>
    </message>
</context>
<context>
    <name>ui::pages::PoliciesPage</name>
    <message>
        <source>Policies</source>
        <translation>Policies</translation>
    </message>
    <message>
        <source>New policy…</source>
        <translation>Neue Policy…</translation>
    </message>
    <message>
        <source>What the policy matches</source>
        <translation>Worauf die Policy passt</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>Kopieren…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
    <message>
        <source>No policies</source>
        <translation>Keine Policies</translation>
    </message>
    <message>
        <source>A policy gives arguments to all queues or exchanges whose names match a pattern, those that are there already included: limits, times to live, dead letters. Make one with “New policy…”.</source>
        <translation>Eine Policy gibt allen Queues oder Exchanges, deren Namen auf ein Muster passen, Argumente, auch denen, die schon da sind: Grenzen, Lebensdauern, Dead Letters. „Neue Policy…“ legt eine an.</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Select a policy to see what it matches.</source>
        <translation>Eine Policy wählen, um zu sehen, worauf sie passt.</translation>
    </message>
    <message>
        <source>Filter policies</source>
        <translation>Policies filtern</translation>
    </message>
    <message>
        <source>policies</source>
        <translation>Policies</translation>
    </message>
</context>
<context>
    <name>ui::pages::QueueDetailModel</name>
    <message>
        <source>classic, or quorum: durable, with a limit of deliveries and delayed retries.</source>
        <translation>classic, oder quorum: dauerhaft, mit einer Grenze für Zustellungen und verzögerten neuen Versuchen.</translation>
    </message>
    <message>
        <source>policy %1</source>
        <translation>Policy %1</translation>
    </message>
    <message>
        <source>operator policy %1</source>
        <translation>Operator-Policy %1</translation>
    </message>
    <message>
        <source>policies %1</source>
        <translation>Policies %1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>declaration</source>
        <translation>Deklaration</translation>
    </message>
    <message>
        <source>type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>durable</source>
        <translation>durable</translation>
    </message>
    <message>
        <source>Survives a restart of the broker; so do its persistent messages.</source>
        <translation>Übersteht einen Neustart des Brokers; ebenso ihre persistenten Nachrichten.</translation>
    </message>
    <message>
        <source>exclusive</source>
        <translation>exclusive</translation>
    </message>
    <message>
        <source>Belongs to the connection that declared it, and goes with it.</source>
        <translation>Gehört der Verbindung, die sie deklariert hat, und geht mit ihr.</translation>
    </message>
    <message>
        <source>auto-delete</source>
        <translation>auto-delete</translation>
    </message>
    <message>
        <source>Is deleted when its last consumer has gone.</source>
        <translation>Wird gelöscht, wenn ihr letzter Consumer gegangen ist.</translation>
    </message>
    <message>
        <source>virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>The name space that it is in.</source>
        <translation>Der Namensraum, in dem sie ist.</translation>
    </message>
    <message>
        <source>Argument</source>
        <translation>Argument</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was es tut</translation>
    </message>
</context>
<context>
    <name>ui::pages::QueuePage</name>
    <message>
        <source>Queue %1</source>
        <translation>Queue %1</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>Consumer</translation>
    </message>
    <message>
        <source>Bindings</source>
        <translation>Bindings</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>unacked</source>
        <translation>unbestätigt</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>consumers</source>
        <translation>Consumer</translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation>Replay…</translation>
    </message>
    <message>
        <source>Publish copies of these messages elsewhere</source>
        <translation>Kopien dieser Nachrichten anderswo veröffentlichen</translation>
    </message>
    <message>
        <source>Purge</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Remove the ready messages; this can be undone, or asks first where they are too many</source>
        <translation>Die bereiten Nachrichten entfernen; das lässt sich rückgängig machen, oder fragt zuerst, wo es zu viele sind</translation>
    </message>
    <message>
        <source>Publish here…</source>
        <translation>Hier veröffentlichen…</translation>
    </message>
    <message>
        <source>Write a message to this queue</source>
        <translation>Eine Nachricht an diese Queue schreiben</translation>
    </message>
    <message>
        <source>Publish to this queue…</source>
        <translation>An diese Queue veröffentlichen…</translation>
    </message>
    <message>
        <source>No consumer</source>
        <translation>Kein Consumer</translation>
    </message>
    <message>
        <source>Messages wait here until a client takes them. In Python, with pika:</source>
        <translation>Nachrichten warten hier, bis ein Client sie abnimmt. In Python, mit pika:</translation>
    </message>
    <message>
        <source>Bindings to this queue</source>
        <translation>Bindings zu dieser Queue</translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>↓  This queue, %1</source>
        <translation>↓  Diese Queue, %1</translation>
    </message>
    <message>
        <source>Add binding…</source>
        <translation>Binding hinzufügen…</translation>
    </message>
    <message>
        <source>This queue has been deleted</source>
        <translation>Diese Queue wurde gelöscht</translation>
    </message>
    <message>
        <source>Consumers  %1</source>
        <translation>Consumer  %1</translation>
    </message>
    <message>
        <source>Bindings  %1</source>
        <translation>Bindings  %1</translation>
    </message>
    <message>
        <source>policy %1</source>
        <translation>Policy %1</translation>
    </message>
    <message>
        <source>Arguments  %1</source>
        <translation>Argumente  %1</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 ist leer</translation>
    </message>
    <message>
        <source>Its consumers take every message as it arrives; the live feed shows them passing. To publish one, in Python with pika:</source>
        <translation>Ihre Consumer nehmen jede Nachricht, sobald sie ankommt; der Live-Feed zeigt sie vorbeigehen. Um eine zu veröffentlichen, in Python mit pika:</translation>
    </message>
    <message>
        <source>Messages that reach this queue appear here, and looking at them never consumes one. To publish one, in Python with pika:</source>
        <translation>Nachrichten, die diese Queue erreichen, erscheinen hier, und sie anzusehen verbraucht nie eine. Um eine zu veröffentlichen, in Python mit pika:</translation>
    </message>
    <message>
        <source>“%1” is no number of a message.</source>
        <translation>„%1“ ist keine Nummer einer Nachricht.</translation>
    </message>
    <message>
        <source>Delete queue…</source>
        <translation>Queue löschen…</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Nothing is delivered until the queue is resumed; publishing goes on.</source>
        <translation>Nichts wird zugestellt, bis die Queue fortgesetzt wird; veröffentlicht wird weiter.</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Queued messages and rates over time</source>
        <translation>Wartende Nachrichten und Raten im Verlauf</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel consumer…</source>
        <translation>Consumer abbrechen…</translation>
    </message>
    <message>
        <source>Its client is told, and gets no more messages by it</source>
        <translation>Seinem Client wird es gesagt, und er bekommt darüber keine Nachrichten mehr</translation>
    </message>
    <message>
        <source>By hand  %1</source>
        <translation>Von Hand  %1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Deliver messages again</source>
        <translation>Nachrichten wieder zustellen</translation>
    </message>
    <message>
        <source>Deliver nothing until it is resumed; publishing goes on</source>
        <translation>Nichts zustellen, bis sie fortgesetzt wird; veröffentlicht wird weiter</translation>
    </message>
    <message>
        <source>Consume by hand</source>
        <translation>Von Hand abnehmen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Delete the queue and what is in it</source>
        <translation>Die Queue mit allem, was in ihr ist, löschen</translation>
    </message>
</context>
<context>
    <name>ui::pages::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation>Queues</translation>
    </message>
    <message>
        <source>New queue…</source>
        <translation>Neue Queue…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Publish to it…</source>
        <translation>Hierhin veröffentlichen…</translation>
    </message>
    <message>
        <source>Bind…</source>
        <translation>Binden…</translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation>Replay…</translation>
    </message>
    <message>
        <source>Purge</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
    <message>
        <source>No queues yet</source>
        <translation>Noch keine Queues</translation>
    </message>
    <message>
        <source>Clients declare the queues they need, so connecting one is enough. This one makes a queue and leaves a message in it; or use “New queue…” above.</source>
        <translation>Clients deklarieren die Queues, die sie brauchen; einen zu verbinden genügt also. Dieser legt eine Queue an und lässt eine Nachricht darin; oder oben „Neue Queue…“.</translation>
    </message>
    <message>
        <source>%1 consumer</source>
        <translation>%1 Consumer</translation>
    </message>
    <message>
        <source>%1 consumers</source>
        <translation>%1 Consumer</translation>
    </message>
    <message>
        <source>no consumer</source>
        <translation>kein Consumer</translation>
    </message>
    <message>
        <source>Filter queues</source>
        <translation>Queues filtern</translation>
    </message>
    <message>
        <source>queues</source>
        <translation>Queues</translation>
    </message>
    <message>
        <source>Consume by hand</source>
        <translation>Von Hand abnehmen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>ui::pages::SearchFoot</name>
    <message>
        <source>Stop</source>
        <translation>Halt</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>Fortschritt der Suche</translation>
    </message>
</context>
<context>
    <name>ui::pages::StepPanel</name>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Read the message at this offset, and go one on</source>
        <translation>Die Nachricht an diesem Offset lesen und eins weiter gehen</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Festschreiben</translation>
    </message>
    <message>
        <source>Commit the offset that is read next, as a consumer of the group would</source>
        <translation>Den Offset festschreiben, der als nächster gelesen wird, wie ein Consumer der Gruppe es täte</translation>
    </message>
    <message>
        <source>Step through the topic</source>
        <translation>Das Topic durchgehen</translation>
    </message>
    <message>
        <source>Partition to step through</source>
        <translation>Partition, die durchgegangen wird</translation>
    </message>
    <message>
        <source>at offset</source>
        <translation>bei Offset</translation>
    </message>
    <message>
        <source>Offset that is read next</source>
        <translation>Offset, der als nächster gelesen wird</translation>
    </message>
    <message>
        <source>Messages that have been read</source>
        <translation>Nachrichten, die gelesen wurden</translation>
    </message>
    <message>
        <source>For the consumer &amp;group</source>
        <translation>Für die Consumer-&amp;Gruppe</translation>
    </message>
    <message>
        <source>Consumer group to commit for</source>
        <translation>Consumer-Gruppe, für die festgeschrieben wird</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>with every step</source>
        <translation>mit jedem Schritt</translation>
    </message>
    <message>
        <source>Reading takes nothing out of a topic.</source>
        <translation>Lesen nimmt nichts aus einem Topic heraus.</translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation>Partition %1</translation>
    </message>
    <message>
        <source>“%1” is no offset.</source>
        <translation>„%1“ ist kein Offset.</translation>
    </message>
    <message>
        <source>This is the end: the next message that is written gets offset %1.</source>
        <translation>Das ist das Ende: die nächste geschriebene Nachricht bekommt Offset %1.</translation>
    </message>
    <message>
        <source>There is no message from here on.</source>
        <translation>Von hier an gibt es keine Nachricht.</translation>
    </message>
    <message>
        <source>%1 goes on at offset %2.</source>
        <translation>%1 macht bei Offset %2 weiter.</translation>
    </message>
    <message>
        <source>This topic has been deleted</source>
        <translation>Dieses Topic wurde gelöscht</translation>
    </message>
    <message>
        <source>Read message by message from an offset of your own (T), as a consumer does: each is shown in the inspector and stays where it is. To learn what committing does, name a consumer group and commit for it.</source>
        <translation>Nachricht für Nachricht von einem eigenen Offset an lesen (T), wie ein Consumer es tut: jede wird im Inspektor gezeigt und bleibt, wo sie ist. Um zu lernen, was Festschreiben tut, eine Consumer-Gruppe nennen und für sie festschreiben.</translation>
    </message>
</context>
<context>
    <name>ui::pages::TopicPage</name>
    <message>
        <source>Topic %1</source>
        <translation>Topic %1</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>Partitionen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>auf der Platte</translation>
    </message>
    <message>
        <source>Edit settings…</source>
        <translation>Einstellungen bearbeiten…</translation>
    </message>
    <message>
        <source>Retention, compaction, number of partitions</source>
        <translation>Aufbewahrung, Verdichtung, Zahl der Partitionen</translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation>Replay…</translation>
    </message>
    <message>
        <source>Publish messages of this topic once more, elsewhere or here</source>
        <translation>Nachrichten dieses Topics noch einmal veröffentlichen, anderswo oder hier</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Delete the topic and all of its messages</source>
        <translation>Das Topic mit allen seinen Nachrichten löschen</translation>
    </message>
    <message>
        <source>Publish here…</source>
        <translation>Hier veröffentlichen…</translation>
    </message>
    <message>
        <source>Write a message to this partition</source>
        <translation>Eine Nachricht in diese Partition schreiben</translation>
    </message>
    <message>
        <source>Partition whose messages are shown</source>
        <translation>Partition, deren Nachrichten gezeigt werden</translation>
    </message>
    <message>
        <source>Publish to this topic…</source>
        <translation>An dieses Topic veröffentlichen…</translation>
    </message>
    <message>
        <source>Consumer groups that read this topic</source>
        <translation>Consumer-Gruppen, die dieses Topic lesen</translation>
    </message>
    <message>
        <source>Reset offsets…</source>
        <translation>Offsets zurücksetzen…</translation>
    </message>
    <message>
        <source>This topic has been deleted</source>
        <translation>Dieses Topic wurde gelöscht</translation>
    </message>
    <message>
        <source>Partitions  %1</source>
        <translation>Partitionen  %1</translation>
    </message>
    <message>
        <source>Groups  %1</source>
        <translation>Gruppen  %1</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 ist leer</translation>
    </message>
    <message>
        <source>What is written to it appears here.</source>
        <translation>Was hineingeschrieben wird, erscheint hier.</translation>
    </message>
    <message>
        <source>All partitions</source>
        <translation>Alle Partitionen</translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation>Partition %1</translation>
    </message>
    <message>
        <source>Partition %1 is empty</source>
        <translation>Partition %1 ist leer</translation>
    </message>
    <message>
        <source>What is written to it appears here, and stays as long as the topic keeps it: reading takes nothing out.</source>
        <translation>Was hineingeschrieben wird, erscheint hier und bleibt, solange das Topic es behält: Lesen nimmt nichts heraus.</translation>
    </message>
    <message>
        <source>%1 partition</source>
        <translation>%1 Partition</translation>
    </message>
    <message>
        <source>%1 partitions</source>
        <translation>%1 Partitionen</translation>
    </message>
    <message>
        <source>keep: %1</source>
        <translation>behält: %1</translation>
    </message>
    <message>
        <source>“%1” is neither an offset nor a time.</source>
        <translation>„%1“ ist weder ein Offset noch eine Zeit.</translation>
    </message>
    <message>
        <source>An offset in which partition? Write it before: 2:%1</source>
        <translation>Ein Offset in welcher Partition? Sie davor schreiben: 2:%1</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Step through by hand</source>
        <translation>Von Hand durchgehen</translation>
    </message>
    <message>
        <source>Delete up to here…</source>
        <translation>Bis hier löschen…</translation>
    </message>
</context>
<context>
    <name>ui::pages::TopicsPage</name>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>New topic…</source>
        <translation>Neues Topic…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Edit settings…</source>
        <translation>Einstellungen bearbeiten…</translation>
    </message>
    <message>
        <source>Recreate…</source>
        <translation>Neu anlegen…</translation>
    </message>
    <message>
        <source>Replay…</source>
        <translation>Replay…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
    <message>
        <source>No topics</source>
        <translation>Keine Topics</translation>
    </message>
    <message>
        <source>A topic is a log: reading takes nothing out of it, and each reader has a place of its own.</source>
        <translation>Ein Topic ist ein Log: Lesen nimmt nichts heraus, und jeder Leser hat seine eigene Stelle.</translation>
    </message>
    <message>
        <source>Filter topics</source>
        <translation>Topics filtern</translation>
    </message>
    <message>
        <source>topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Step through by hand</source>
        <translation>Von Hand durchgehen</translation>
    </message>
    <message>
        <source>Clear messages…</source>
        <translation>Alle Nachrichten löschen…</translation>
    </message>
</context>
<context>
    <name>ui::pages::UnroutedPage</name>
    <message>
        <source>Unrouted</source>
        <translation>Nicht geroutet</translation>
    </message>
    <message>
        <source>Forget all…</source>
        <translation>Alle vergessen…</translation>
    </message>
    <message>
        <source>Why was it not routed?</source>
        <translation>Warum wurde sie nicht geroutet?</translation>
    </message>
    <message>
        <source>Republish…</source>
        <translation>Wieder veröffentlichen…</translation>
    </message>
    <message>
        <source>Publish a changed copy…</source>
        <translation>Geänderte Kopie veröffentlichen…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Copy routing key</source>
        <translation>Routing-Key kopieren</translation>
    </message>
    <message>
        <source>The tray is full: %1 older message was let go to make room.</source>
        <translation>Die Ablage ist voll: %1 ältere Nachricht wurde freigegeben, um Platz zu machen.</translation>
    </message>
    <message>
        <source>The tray is full: %1 older messages were let go to make room.</source>
        <translation>Die Ablage ist voll: %1 ältere Nachrichten wurden freigegeben, um Platz zu machen.</translation>
    </message>
    <message>
        <source>Nothing went astray</source>
        <translation>Nichts ging verloren</translation>
    </message>
    <message>
        <source>A message that no binding takes is dropped by every broker, mostly without a word. Here it is kept, with who published it and what each binding held against it, so that you can correct the key or the bindings and send it on its way.</source>
        <translation>Eine Nachricht, die kein Binding nimmt, wird von jedem Broker verworfen, meist ohne ein Wort. Hier wird sie aufbewahrt, mit dem, der sie veröffentlicht hat, und dem, was jedes Binding gegen sie hatte, damit sich der Key oder die Bindings berichtigen und sie auf den Weg bringen lassen.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 an %2</translation>
    </message>
    <message>
        <source>(no key)</source>
        <translation>(kein Key)</translation>
    </message>
    <message>
        <source>Select a message to see what each binding held against it.</source>
        <translation>Eine Nachricht wählen, um zu sehen, was jedes Binding gegen sie hatte.</translation>
    </message>
    <message>
        <source>%1 names %2 as its dead-letter exchange, and there was none of that name.</source>
        <translation>%1 nennt %2 als Dead-Letter-Exchange, und keinen gab es dieses Namens.</translation>
    </message>
    <message>
        <source>Exchanges, queues or bindings have changed since then: this is how it would be routed now.</source>
        <translation>Exchanges, Queues oder Bindings haben sich seither geändert: so würde sie jetzt geroutet.</translation>
    </message>
    <message>
        <source>The bindings are the same as when it was published.</source>
        <translation>Die Bindings sind dieselben wie bei der Veröffentlichung.</translation>
    </message>
    <message>
        <source>It was mandatory: its publisher was given it back.</source>
        <translation>Sie war mandatory: ihr Publisher bekam sie zurück.</translation>
    </message>
    <message>
        <source>Filter unrouted messages</source>
        <translation>Nicht geroutete filtern</translation>
    </message>
    <message>
        <source>unrouted messages</source>
        <translation>nicht geroutete Nachrichten</translation>
    </message>
</context>
<context>
    <name>ui::pages::UsersPage</name>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>New user…</source>
        <translation>Neuer Benutzer…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Set permissions…</source>
        <translation>Berechtigungen setzen…</translation>
    </message>
    <message>
        <source>Set topic permissions…</source>
        <translation>Topic-Berechtigungen setzen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
    <message>
        <source>No users</source>
        <translation>Keine Benutzer</translation>
    </message>
    <message>
        <source>Nobody can log in but the owner of the local socket. Make one with “New user…”.</source>
        <translation>Niemand kann sich anmelden außer dem Besitzer des lokalen Sockets. „Neuer Benutzer…“ legt einen an.</translation>
    </message>
    <message>
        <source>Filter users</source>
        <translation>Benutzer filtern</translation>
    </message>
    <message>
        <source>users</source>
        <translation>Benutzer</translation>
    </message>
</context>
<context>
    <name>ui::pages::VirtualHostsPage</name>
    <message>
        <source>Virtual hosts</source>
        <translation>Virtual Hosts</translation>
    </message>
    <message>
        <source>New virtual host…</source>
        <translation>Neuer Virtual Host…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Set permissions…</source>
        <translation>Berechtigungen setzen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
    <message>
        <source>No virtual host</source>
        <translation>Kein Virtual Host</translation>
    </message>
    <message>
        <source>Clients need one to connect: make one with “New virtual host…”. Most expect the name /.</source>
        <translation>Clients brauchen einen, um sich zu verbinden: „Neuer Virtual Host…“ legt einen an. Die meisten erwarten den Namen /.</translation>
    </message>
    <message>
        <source>Filter virtual hosts</source>
        <translation>Virtual Hosts filtern</translation>
    </message>
    <message>
        <source>virtual hosts</source>
        <translation>Virtual Hosts</translation>
    </message>
</context>
<context>
    <name>ui::palette::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing here is called “%1”.</source>
        <translation>Nichts heißt hier „%1“.</translation>
    </message>
    <message>
        <source>What to do with it</source>
        <translation>Was damit tun</translation>
    </message>
    <message>
        <source>Return: do it    Backspace: back</source>
        <translation>Eingabe: tun    Rücktaste: zurück</translation>
    </message>
    <message>
        <source>Find a queue, a topic, an exchange, a client, a page or an action</source>
        <translation>Eine Queue, ein Topic, einen Exchange, einen Client, eine Seite oder eine Aktion suchen</translation>
    </message>
    <message>
        <source>Return: open    Right arrow: what can be done with it    Escape: close</source>
        <translation>Eingabe: öffnen    Pfeil rechts: was sich damit tun lässt    Escape: schließen</translation>
    </message>
</context>
<context>
    <name>ui::publisher</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>the file is too large</source>
        <translation>die Datei ist zu groß</translation>
    </message>
</context>
<context>
    <name>ui::publisher::BodyEditor</name>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Base64</source>
        <translation>Base64</translation>
    </message>
    <message>
        <source>How the body is written</source>
        <translation>Wie der Inhalt geschrieben ist</translation>
    </message>
    <message>
        <source>Empty body</source>
        <translation>Leerer Inhalt</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Text · %1</source>
        <translation>Text · %1</translation>
    </message>
    <message>
        <source>Valid JSON · %1</source>
        <translation>Gültiges JSON · %1</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Placeholder</source>
        <translation>Platzhalter</translation>
    </message>
    <message>
        <source>Values that are made anew for each message</source>
        <translation>Werte, die für jede Nachricht neu gemacht werden</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formatieren</translation>
    </message>
    <message>
        <source>Indents JSON and XML</source>
        <translation>Rückt JSON und XML ein</translation>
    </message>
    <message>
        <source>Minify</source>
        <translation>Verdichten</translation>
    </message>
    <message>
        <source>Takes the blanks between values out of JSON and XML</source>
        <translation>Nimmt die Leerzeichen zwischen Werten aus JSON und XML</translation>
    </message>
    <message>
        <source>The message as it will be published, placeholders filled in</source>
        <translation>Die Nachricht, wie sie veröffentlicht wird, mit ausgefüllten Platzhaltern</translation>
    </message>
    <message>
        <source>Text is sent as UTF-8; hex and base64 are decoded to bytes first</source>
        <translation>Text wird als UTF-8 gesendet; Hex und Base64 werden zuerst zu Bytes dekodiert</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>Andere Datei wählen…</translation>
    </message>
    <message>
        <source>The record has no value: null.
In a compacted topic it deletes the key.</source>
        <translation>Der Datensatz hat keinen Wert: null.
In einem verdichteten Topic löscht er den Key.</translation>
    </message>
    <message>
        <source>The message before</source>
        <translation>Die vorige Nachricht</translation>
    </message>
    <message>
        <source>The next message</source>
        <translation>Die nächste Nachricht</translation>
    </message>
    <message>
        <source>of the data file</source>
        <translation>aus der Datendatei</translation>
    </message>
    <message>
        <source>Another data file…</source>
        <translation>Andere Datendatei…</translation>
    </message>
    <message>
        <source>Values from a data file…</source>
        <translation>Werte aus einer Datendatei…</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>Kein Wert</translation>
    </message>
    <message>
        <source>The file that is the body</source>
        <translation>Die Datei, die der Inhalt ist</translation>
    </message>
    <message>
        <source>This file is too large to be written here.</source>
        <translation>Diese Datei ist zu groß, um hier geschrieben zu werden.</translation>
    </message>
    <message>
        <source>%1
%2, read when it is published</source>
        <translation>%1
%2, gelesen beim Veröffentlichen</translation>
    </message>
    <message>
        <source>%1
is not there.</source>
        <translation>%1
ist nicht da.</translation>
    </message>
    <message>
        <source>The file&apos;s bytes as they are</source>
        <translation>Die Bytes der Datei, wie sie sind</translation>
    </message>
    <message>
        <source>Not %1, line %2:%3: %4 It is published as it is.</source>
        <translation>Kein %1, Zeile %2:%3: %4 Es wird veröffentlicht, wie es ist.</translation>
    </message>
    <message>
        <source>Well-formed XML · %1</source>
        <translation>Wohlgeformtes XML · %1</translation>
    </message>
    <message>
        <source>Load it anyway</source>
        <translation>Trotzdem laden</translation>
    </message>
    <message>
        <source>Replace it by a file…</source>
        <translation>Durch eine Datei ersetzen…</translation>
    </message>
    <message>
        <source>%1, kept as it is.</source>
        <translation>%1, bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Not shown: it would take long</source>
        <translation>Nicht angezeigt: Das würde lange dauern</translation>
    </message>
</context>
<context>
    <name>ui::publisher::DataFileBar</name>
    <message>
        <source>Without the data file</source>
        <translation>Ohne die Datendatei</translation>
    </message>
    <message>
        <source>Values for placeholders: CSV or JSON lines</source>
        <translation>Werte für Platzhalter: CSV oder JSON-Zeilen</translation>
    </message>
    <message>
        <source>Data files (*.csv *.tsv *.jsonl *.ndjson *.json *.txt)</source>
        <translation>Datendateien (*.csv *.tsv *.jsonl *.ndjson *.json *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message>
        <source>%2: %1 row (%3)</source>
        <translation>%2: %1 Zeile (%3)</translation>
    </message>
    <message>
        <source>%2: %1 rows (%3)</source>
        <translation>%2: %1 Zeilen (%3)</translation>
    </message>
</context>
<context>
    <name>ui::publisher::HistoryPanel</name>
    <message>
        <source>What was published</source>
        <translation>Was veröffentlicht wurde</translation>
    </message>
    <message>
        <source>Nothing was published by hand yet.
What you publish is listed here, to publish again.</source>
        <translation>Von Hand wurde noch nichts veröffentlicht.
Was veröffentlicht wird, steht hier, um es wieder zu veröffentlichen.</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Publish again</source>
        <translation>Wieder veröffentlichen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Fills the publisher with it, or a new one where something is written</source>
        <translation>Füllt den Publisher damit, oder einen neuen, wenn darin etwas geschrieben ist</translation>
    </message>
    <message>
        <source>The history of what was published is cleared.</source>
        <translation>Der Verlauf des Veröffentlichten ist geleert.</translation>
    </message>
</context>
<context>
    <name>ui::publisher::LibraryPanel</name>
    <message>
        <source>Saved messages</source>
        <translation>Gespeicherte Nachrichten</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter of the saved messages</source>
        <translation>Filter der gespeicherten Nachrichten</translation>
    </message>
    <message>
        <source>Export and import</source>
        <translation>Exportieren und importieren</translation>
    </message>
    <message>
        <source>Export to a file…</source>
        <translation>In eine Datei exportieren…</translation>
    </message>
    <message>
        <source>Import from a file…</source>
        <translation>Aus einer Datei importieren…</translation>
    </message>
    <message>
        <source>%1, to %2</source>
        <translation>%1, an %2</translation>
    </message>
    <message>
        <source>No messages are saved yet.
Save keeps the one you are writing, by a name and in a folder.</source>
        <translation>Noch sind keine Nachrichten gespeichert.
„Speichern“ behält die, die gerade geschrieben wird, unter einem Namen und in einem Ordner.</translation>
    </message>
    <message>
        <source>No saved message is called like this.</source>
        <translation>Keine gespeicherte Nachricht heißt so.</translation>
    </message>
    <message>
        <source>%1 is no longer saved.</source>
        <translation>%1 ist nicht mehr gespeichert.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Rename or move…</source>
        <translation>Umbenennen oder verschieben…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Export the saved messages</source>
        <translation>Die gespeicherten Nachrichten exportieren</translation>
    </message>
    <message>
        <source>The saved messages are in %1.</source>
        <translation>Die gespeicherten Nachrichten sind in %1.</translation>
    </message>
    <message>
        <source>Import saved messages</source>
        <translation>Gespeicherte Nachrichten importieren</translation>
    </message>
    <message>
        <source>%1 message more is saved.</source>
        <translation>%1 Nachricht mehr ist gespeichert.</translation>
    </message>
    <message>
        <source>%1 messages more are saved.</source>
        <translation>%1 Nachrichten mehr sind gespeichert.</translation>
    </message>
    <message>
        <source>%1 was not renamed: there are messages of the same names in that folder.</source>
        <translation>%1 wurde nicht umbenannt: In jenem Ordner gibt es Nachrichten mit denselben Namen.</translation>
    </message>
    <message>
        <source>%2 with %1 message is no longer saved.</source>
        <translation>%2 mit %1 Nachricht ist nicht mehr gespeichert.</translation>
    </message>
    <message>
        <source>%2 with %1 messages is no longer saved.</source>
        <translation>%2 mit %1 Nachrichten ist nicht mehr gespeichert.</translation>
    </message>
    <message>
        <source>%1 has messages that the filter hides. Without the filter it can be deleted.</source>
        <translation>%1 enthält Nachrichten, die der Filter ausblendet. Ohne den Filter lässt sich der Ordner löschen.</translation>
    </message>
</context>
<context>
    <name>ui::publisher::MessageLibrary</name>
    <message>
        <source>The saved messages could not be read. Their file is kept as %1.</source>
        <translation>Die gespeicherten Nachrichten konnten nicht gelesen werden. Ihre Datei ist aufbewahrt als %1.</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>Die Datei ist zu groß.</translation>
    </message>
    <message>
        <source>This is no file of saved messages.</source>
        <translation>Das ist keine Datei gespeicherter Nachrichten.</translation>
    </message>
    <message>
        <source>This file of saved messages is of a newer Sightglass.</source>
        <translation>Diese Datei gespeicherter Nachrichten ist von einem neueren Sightglass.</translation>
    </message>
    <message>
        <source>The bodies are larger than what is read from such a file again.</source>
        <translation>Die Inhalte sind größer als das, was aus einer solchen Datei wieder gelesen wird.</translation>
    </message>
</context>
<context>
    <name>ui::publisher::MessagePublisher</name>
    <message>
        <source>Message published, but not routed.</source>
        <translation>Nachricht veröffentlicht, aber nicht geroutet.</translation>
    </message>
    <message>
        <source>Message published to %1.</source>
        <translation>Nachricht veröffentlicht an %1.</translation>
    </message>
    <message>
        <source>Record published to %1: partition %2, offset %3.</source>
        <translation>Datensatz veröffentlicht an %1: Partition %2, Offset %3.</translation>
    </message>
</context>
<context>
    <name>ui::publisher::PropertyForm</name>
    <message>
        <source>header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>2 · persistent</source>
        <translation>2 · persistent</translation>
    </message>
    <message>
        <source>1 · transient</source>
        <translation>1 · transient</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::publisher::PublishFoot</name>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Veröffentlichen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>See why in Unrouted</source>
        <translation>Warum, steht unter „Nicht geroutet“</translation>
    </message>
    <message>
        <source>The message, and why no binding took it</source>
        <translation>Die Nachricht, und warum kein Binding sie nahm</translation>
    </message>
    <message>
        <source>Copy as code</source>
        <translation>Als Code kopieren</translation>
    </message>
    <message>
        <source>A program that publishes this message, in the language of your choice</source>
        <translation>Ein Programm, das diese Nachricht veröffentlicht, in einer Sprache nach Wahl</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Keeps the message by a name (Ctrl+S)</source>
        <translation>Behält die Nachricht unter einem Namen (Strg+S)</translation>
    </message>
    <message>
        <source>Repeat…</source>
        <translation>Wiederholen…</translation>
    </message>
    <message>
        <source>Publishes it many times, at a rate</source>
        <translation>Veröffentlicht sie viele Male, in einem Tempo</translation>
    </message>
</context>
<context>
    <name>ui::publisher::PublisherPage</name>
    <message>
        <source>exchange: %1</source>
        <translation>Exchange: %1</translation>
    </message>
    <message>
        <source>routing key: %1</source>
        <translation>Routing-Key: %1</translation>
    </message>
    <message>
        <source>topic: %1</source>
        <translation>Topic: %1</translation>
    </message>
    <message>
        <source>key: %1</source>
        <translation>Key: %1</translation>
    </message>
    <message>
        <source>partition: %1</source>
        <translation>Partition: %1</translation>
    </message>
    <message>
        <source>by the key</source>
        <translation>nach dem Key</translation>
    </message>
    <message>
        <source>timestamp: %1</source>
        <translation>Zeitstempel: %1</translation>
    </message>
    <message>
        <source>Headers, saved messages, history</source>
        <translation>Header, gespeicherte Nachrichten, Verlauf</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Veröffentlichen</translation>
    </message>
    <message>
        <source>Name a queue to see whether it is there.</source>
        <translation>Eine Queue nennen, um zu sehen, ob es sie gibt.</translation>
    </message>
    <message>
        <source>Name an exchange and a routing key to see where the message would go.</source>
        <translation>Einen Exchange und einen Routing-Key nennen, um zu sehen, wohin die Nachricht ginge.</translation>
    </message>
    <message>
        <source>Publish → %1</source>
        <translation>Veröffentlichen → %1</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Nachricht %1</translation>
    </message>
    <message>
        <source> · row %1</source>
        <translation> · Zeile %1</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>The program is in the clipboard.</source>
        <translation>Das Programm ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>ui::publisher::RecordForm</name>
    <message>
        <source>header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>Zeitstempel</translation>
    </message>
    <message>
        <source>when it is published; or 2026-11-22T12:01:07Z, or milliseconds</source>
        <translation>beim Veröffentlichen; oder 2026-11-22T12:01:07Z, oder Millisekunden</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>now, a time such as 2026-11-22T12:01:07Z, or milliseconds since 1970.</source>
        <translation>now, eine Zeit wie 2026-11-22T12:01:07Z, oder Millisekunden seit 1970.</translation>
    </message>
</context>
<context>
    <name>ui::publisher::RenameFolderDialog</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename the folder</source>
        <translation>Den Ordner umbenennen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>none, or orders/europe</source>
        <translation>keiner, oder bestellungen/europa</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Folders are separated by /. A new one is made.</source>
        <translation>Ordner werden durch / getrennt. Ein neuer wird angelegt.</translation>
    </message>
    <message>
        <source>There are messages of the same names in that folder.</source>
        <translation>In jenem Ordner gibt es Nachrichten mit denselben Namen.</translation>
    </message>
</context>
<context>
    <name>ui::publisher::RepeatBar</name>
    <message>
        <source> messages</source>
        <translation> Nachrichten</translation>
    </message>
    <message>
        <source>How many messages</source>
        <translation>Wie viele Nachrichten</translation>
    </message>
    <message>
        <source>until stopped</source>
        <translation>bis angehalten</translation>
    </message>
    <message>
        <source> a second</source>
        <translation> je Sekunde</translation>
    </message>
    <message>
        <source>How many a second</source>
        <translation>Wie viele je Sekunde</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>so schnell wie möglich</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Halt</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Gescheitert: %1</translation>
    </message>
    <message>
        <source>Publishing</source>
        <translation>Wird veröffentlicht</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>%1 of %2 sent</source>
        <translation>%1 von %2 gesendet</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>%1 gesendet</translation>
    </message>
    <message>
        <source>%1 not routed</source>
        <translation>%1 nicht geroutet</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 gescheitert: %2</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>ui::publisher::RoutingPreview</name>
    <message>
        <source>Bindings, and why they take the message or not</source>
        <translation>Bindings, und warum sie die Nachricht nehmen oder nicht</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>Routing</translation>
    </message>
    <message>
        <source>Show each binding, and why it takes the message or not</source>
        <translation>Jedes Binding zeigen, und warum es die Nachricht nimmt oder nicht</translation>
    </message>
    <message>
        <source>Where the message would go</source>
        <translation>Wohin die Nachricht ginge</translation>
    </message>
    <message>
        <source>%1 more binding does not take it.</source>
        <translation>%1 weiteres Binding nimmt sie nicht.</translation>
    </message>
    <message>
        <source>%1 more bindings do not take it.</source>
        <translation>%1 weitere Bindings nehmen sie nicht.</translation>
    </message>
    <message>
        <source>Did you mean</source>
        <translation>War gemeint</translation>
    </message>
    <message>
        <source>Keys that go somewhere:</source>
        <translation>Keys, die irgendwohin gehen:</translation>
    </message>
</context>
<context>
    <name>ui::publisher::SaveMessageDialog</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Rename the message</source>
        <translation>Die Nachricht umbenennen</translation>
    </message>
    <message>
        <source>Save the message</source>
        <translation>Die Nachricht speichern</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>none, or orders/europe</source>
        <translation>keiner, oder bestellungen/europa</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Einen Namen geben.</translation>
    </message>
    <message>
        <source>There is a message of this name.</source>
        <translation>Es gibt eine Nachricht dieses Namens.</translation>
    </message>
    <message>
        <source>It takes the place of the one with this name.</source>
        <translation>Sie tritt an die Stelle der mit diesem Namen.</translation>
    </message>
    <message>
        <source>Folders are separated by /. A new one is made.</source>
        <translation>Ordner werden durch / getrennt. Ein neuer wird angelegt.</translation>
    </message>
</context>
<context>
    <name>ui::publisher::TargetBar</name>
    <message>
        <source>Virtual host</source>
        <translation>Virtual Host</translation>
    </message>
    <message>
        <source>To exchange</source>
        <translation>An Exchange</translation>
    </message>
    <message>
        <source>To queue</source>
        <translation>An Queue</translation>
    </message>
    <message>
        <source>To topic</source>
        <translation>An Topic</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>(AMQP default)</source>
        <translation>(AMQP default)</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>name of a queue</source>
        <translation>Name einer Queue</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>name of a topic</source>
        <translation>Name eines Topics</translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation>Routing-Key</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>How the key is written</source>
        <translation>Wie der Key geschrieben ist</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>base64</source>
        <translation>Base64</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>by key</source>
        <translation>nach Key</translation>
    </message>
    <message>
        <source>By the key, as Kafka&apos;s clients choose; without one, one after the other</source>
        <translation>Nach dem Key, wie Kafkas Clients wählen; ohne ihn reihum</translation>
    </message>
</context>
<context>
    <name>ui::transfer::MessageImport</name>
    <message>
        <source>record %1: %2</source>
        <translation>Datensatz %1: %2</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>lines %1 to %2: %3</source>
        <translation>Zeilen %1 bis %2: %3</translation>
    </message>
</context>
<context>
    <name>ui::widgets::ActionBar</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>What else can be done</source>
        <translation>Was sonst getan werden kann</translation>
    </message>
</context>
<context>
    <name>ui::widgets::ConnectSnippet</name>
    <message>
        <source>Language of the example</source>
        <translation>Sprache des Beispiels</translation>
    </message>
    <message>
        <source>Example code</source>
        <translation>Beispielcode</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>ui::widgets::ElidedLabel</name>
    <message>
        <source>Copy name</source>
        <translation>Name kopieren</translation>
    </message>
</context>
<context>
    <name>ui::widgets::FieldTableEditor</name>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the %1</source>
        <translation>Name: %1</translation>
    </message>
    <message>
        <source>Type of the %1</source>
        <translation>Typ: %1</translation>
    </message>
    <message>
        <source>Value of the %1</source>
        <translation>Wert: %1</translation>
    </message>
    <message>
        <source>Remove this %1</source>
        <translation>Entfernen: %1</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Einen Namen geben.</translation>
    </message>
    <message>
        <source>A name has at most %1 bytes.</source>
        <translation>Ein Name hat höchstens %1 Bytes.</translation>
    </message>
    <message>
        <source>%1 has a field of its own above.</source>
        <translation>%1 hat oben ein eigenes Feld.</translation>
    </message>
    <message>
        <source>%1 is there twice.</source>
        <translation>%1 steht zweimal da.</translation>
    </message>
</context>
<context>
    <name>ui::widgets::LegendEntry</name>
    <message>
        <source>Hide this curve</source>
        <translation>Diese Kurve verbergen</translation>
    </message>
    <message>
        <source>Show this curve</source>
        <translation>Diese Kurve zeigen</translation>
    </message>
</context>
<context>
    <name>ui::widgets::ListView</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>ui::widgets::NoticeBar</name>
    <message>
        <source>Read…</source>
        <translation>Lesen…</translation>
    </message>
    <message>
        <source>Show the whole text</source>
        <translation>Den ganzen Text zeigen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Dismiss this notice</source>
        <translation>Diese Meldung verwerfen</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>ui::widgets::PartitionLanes</name>
    <message>
        <source>Partitions</source>
        <translation>Partitionen</translation>
    </message>
    <message>
        <source>Partition %1: offsets %2 to %3</source>
        <translation>Partition %1: Offsets %2 bis %3</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>oldest kept %1</source>
        <translation>älteste behaltene %1</translation>
    </message>
    <message>
        <source>from the first message on</source>
        <translation>von der ersten Nachricht an</translation>
    </message>
</context>
<context>
    <name>ui::widgets::QueueSnippet</name>
    <message>
        <source>Example code</source>
        <translation>Beispielcode</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>ui::widgets::SightGlass</name>
    <message>
        <source>no limit · marks are powers of ten</source>
        <translation>keine Grenze · die Striche sind Zehnerpotenzen</translation>
    </message>
    <message>
        <source>limit %1 · %2 % full</source>
        <translation>Grenze %1 · %2 % voll</translation>
    </message>
    <message>
        <source>%1 ready, %2 unacked</source>
        <translation>%1 bereit, %2 unbestätigt</translation>
    </message>
</context>
<context>
    <name>ui::widgets::TabButtons</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>What else can be done</source>
        <translation>Was sonst getan werden kann</translation>
    </message>
</context>
<context>
    <name>ui::widgets::TimeChart</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
</context>
</TS>
