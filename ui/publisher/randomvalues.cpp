// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/randomvalues.h"

#include <QDate>
#include <QHash>
#include <QRandomGenerator>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

using MakeRandom = QString (*)(int size, QRandomGenerator &random);

QString oneOf(const QStringList &choices, QRandomGenerator &random)
{
    return choices.at(random.bounded(choices.size()));
}

QString charactersOf(QStringView alphabet, int size, QRandomGenerator &random)
{
    QString out(size, u' ');
    for (QChar &c : out)
        c = alphabet.at(random.bounded(alphabet.size()));
    return out;
}

QString firstName(int, QRandomGenerator &random)
{
    static const QStringList names{u"Ada"_s,   u"Amara"_s, u"Bruno"_s, u"Chen"_s,   u"Diego"_s, u"Elif"_s,
                                   u"Femi"_s,  u"Grace"_s, u"Hana"_s,  u"Ines"_s,   u"Jonas"_s, u"Kofi"_s,
                                   u"Leila"_s, u"Mateo"_s, u"Noor"_s,  u"Olga"_s,   u"Priya"_s, u"Quentin"_s,
                                   u"Rosa"_s,  u"Sven"_s,  u"Tariq"_s, u"Ursula"_s, u"Wanda"_s, u"Zoë"_s};
    return oneOf(names, random);
}

QString lastName(int, QRandomGenerator &random)
{
    static const QStringList names{u"Almeida"_s, u"Bauer"_s,  u"Costa"_s,   u"Dubois"_s, u"Eriksson"_s, u"Fischer"_s,
                                   u"García"_s,  u"Haddad"_s, u"Ivanova"_s, u"Jansen"_s, u"Kimura"_s,   u"Lindqvist"_s,
                                   u"Moreau"_s,  u"Nguyen"_s, u"O'Brien"_s, u"Okafor"_s, u"Patel"_s,    u"Rossi"_s,
                                   u"Schmidt"_s, u"Tanaka"_s, u"Ulrich"_s,  u"Varga"_s,  u"Weber"_s,    u"Yılmaz"_s};
    return oneOf(names, random);
}

QString fullName(int, QRandomGenerator &random)
{
    const QString first = firstName(0, random);
    return first + u' ' + lastName(0, random);
}

QString word(int, QRandomGenerator &random)
{
    static const QStringList words{u"amber"_s, u"basin"_s, u"cargo"_s, u"delta"_s,  u"ember"_s,  u"fjord"_s,
                                   u"grain"_s, u"hatch"_s, u"inlet"_s, u"jetty"_s,  u"kiosk"_s,  u"ledge"_s,
                                   u"mango"_s, u"nylon"_s, u"ochre"_s, u"parcel"_s, u"quill"_s,  u"ridge"_s,
                                   u"spool"_s, u"tulip"_s, u"urban"_s, u"velvet"_s, u"willow"_s, u"zinc"_s};
    return oneOf(words, random);
}

QString sentence(int size, QRandomGenerator &random)
{
    QStringList words;
    for (int i = 0; i < (size > 0 ? size : 8); ++i)
        words << word(0, random);
    words.first()[0] = words.first().at(0).toUpper();
    return words.join(u' ') + u'.';
}

/// For addresses: of the domains that are kept for examples (RFC 2606).
QString email(int, QRandomGenerator &random)
{
    QString name = firstName(0, random).toLower();
    name.replace(u'ë', u'e');
    return name + u'.' + word(0, random) + QString::number(random.bounded(1000)) + u"@example.com"_s;
}

QString city(int, QRandomGenerator &random)
{
    static const QStringList cities{u"Accra"_s,    u"Bergen"_s,  u"Bogotá"_s, u"Brno"_s,  u"Dakar"_s,     u"Graz"_s,
                                    u"Hanoi"_s,    u"İzmir"_s,   u"Kyoto"_s,  u"Leeds"_s, u"Lyon"_s,      u"Malmö"_s,
                                    u"Montréal"_s, u"Nairobi"_s, u"Porto"_s,  u"Quito"_s, u"Rotterdam"_s, u"Zürich"_s};
    return oneOf(cities, random);
}

QString country(int, QRandomGenerator &random)
{
    static const QStringList codes{u"AR"_s, u"AT"_s, u"BR"_s, u"CA"_s, u"CH"_s, u"DE"_s, u"ES"_s, u"FR"_s,
                                   u"GB"_s, u"GH"_s, u"IN"_s, u"IT"_s, u"JP"_s, u"KE"_s, u"NL"_s, u"NO"_s,
                                   u"PL"_s, u"PT"_s, u"SE"_s, u"TR"_s, u"US"_s, u"VN"_s, u"ZA"_s};
    return oneOf(codes, random);
}

QString currency(int, QRandomGenerator &random)
{
    static const QStringList codes{u"CHF"_s, u"EUR"_s, u"GBP"_s, u"JPY"_s, u"SEK"_s, u"USD"_s};
    return oneOf(codes, random);
}

/// Of the numbers that are kept for fiction (555-0100 … 0199).
QString phone(int, QRandomGenerator &random)
{
    return u"+1-202-555-01"_s + QString::number(random.bounded(100)).rightJustified(2, u'0');
}

/// Of the networks that are kept for documentation (RFC 5737).
QString address(int, QRandomGenerator &random)
{
    return u"203.0.113."_s + QString::number(random.bounded(1, 255));
}

QString date(int, QRandomGenerator &random)
{
    return QDate(2024, 1, 1).addDays(random.bounded(1096)).toString(Qt::ISODate);
}

QString truth(int, QRandomGenerator &random)
{
    return random.bounded(2) ? u"true"_s : u"false"_s;
}

QString hex(int size, QRandomGenerator &random)
{
    return charactersOf(u"0123456789abcdef", size > 0 ? size : 16, random);
}

QString text(int size, QRandomGenerator &random)
{
    return charactersOf(u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", size > 0 ? size : 12,
                        random);
}

const QList<std::pair<QString, MakeRandom>> &kinds()
{
    static const QList<std::pair<QString, MakeRandom>> all{
        {u"name"_s, fullName}, {u"firstname"_s, firstName}, {u"lastname"_s, lastName}, {u"email"_s, email},
        {u"phone"_s, phone},   {u"city"_s, city},           {u"country"_s, country},   {u"currency"_s, currency},
        {u"word"_s, word},     {u"sentence"_s, sentence},   {u"text"_s, text},         {u"hex"_s, hex},
        {u"bool"_s, truth},    {u"date"_s, date},           {u"ip"_s, address},
    };
    return all;
}

} // namespace

const QStringList &randomKinds()
{
    static const QStringList names = [] {
        QStringList all;
        for (const auto &kind : kinds())
            all << kind.first;
        return all;
    }();
    return names;
}

QString randomText(const QString &kind, int size, QRandomGenerator &random)
{
    static const QHash<QString, MakeRandom> byName(kinds().begin(), kinds().end());
    const MakeRandom make = byName.value(kind);
    return make ? make(size, random) : QString();
}

} // namespace ui::publisher
