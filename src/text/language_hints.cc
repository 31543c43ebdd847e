// The table of hints, a row a language. Written for Headwater.
#include "text/language_hints.h"

namespace headwater::text {
namespace {

constexpr std::array<LanguageHints, kHintedLanguages> kHints{{
    {"en", "",
     "the of and to in is that it was for on are as with his they at be this have from or had by not but what all were "
     "we when your can said there use an each which she do how their if will up other about out many then them these "
     "so "
     "some her would make like him into time has look two more go see no way could people my than first been call who "
     "now find long down day did get come made may over new sound take only little work know place year live me back",
     "ing tion ness ful ly ment ity"},
    {"de", "ßäöü",
     "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
     "dass "
     "sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr "
     "durch "
     "man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter wir soll ich eines jahr "
     "zwei "
     "diese dieser wieder keine seiner worden will zwischen immer was sagte gibt alle seit muss doch jetzt drei neue",
     "ung keit heit lich schaft ungen isch tum"},
    {"nl", "",
     "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog worden door naar "
     "heeft tot ze wordt over hij werd wel deze waar kan hun dit zich geen was meer hebben jaar moet zo veel wat nu "
     "zou "
     "zij haar twee mensen onder tegen na alle mijn je ik men toen omdat tussen andere eerste zonder kunnen "
     " ter tijdens terug sinds onze langs",
     "heid lijk lijke ijk tje aar isch eren"},
    {"af", "ŉ",
     "die nie en is wat het vir hy sy dit ons word baie hulle wees ek was kan jy aan met om te sal moet nog maar soos "
     "daar of sê gaan waar hierdie haar self",
     "heid like"},
    {"da", "æøå",
     "og at det er en til af i på for den med de der ikke som har fra var et men om sig så hvor kan han vil skal eller "
     "når hvad ved blev også efter over være nu været hvis kun hans hun mange mere andre noget dog selv meget måske "
     "vores dansk danske dog kom siger sagde gør gøre fået derefter første gang uden ud hende deres "
     "bare bliver disse jeg mig vi os af dansk kunne hvem hvordan derfor "
     "allerede år dage blevet havde"
     " januar februar marts april maj juni juli august oktober altså nogle nogen lige lidt igen ind op inden hvilken "
     "hvilket således blive skulle ville fik gik kom stod mens endnu altid aldrig børn altid stadig ellers netop "
     "dermed samt omkring imod",
     "hed else elser ede erne ning ene tion tionen tioner heden elsen elserne"},
    {"no", "æøå",
     "og i det er på som en til av for at har de med den ikke et om fra var jeg han men så seg ble vi kan skal vil hun "
     "eller hva ved etter blir da også nå sin bare hvor når mot opp ut være enn over år deg meg mer noe noen hadde "
     "kunne selv disse hvis bli ville gjøre fått sier sa dette hvem mye uten denne siden to få norsk norge hvordan "
     "vært andre der"
     " januar februar mars april mai juni juli august oktober altså noe litt igjen inn opp innen hvilken hvilket slik "
     "bli skulle ville fikk gikk kom mens ennå alltid aldri barn fortsatt ellers nettopp dermed samt rundt mot eller",
     "het else ene ning asjon sjon ing sjonen sjoner heten heter elsen"},
    {"sv", "äöå",
     "och att det i en som på är av för med den till inte har de om ett men var jag han så från vi kan när nu ska "
     "skulle "
     "eller hon vid också efter sig upp ut bara där mot få blir andra mycket över alla än vara dem bli år hade kunde "
     "något sin utan denna detta mer göra två vad under mellan några sedan många måste varit finns flera "
     " har enligt inom genom samt även bland dock svenska"
     " januari februari mars april maj juni juli augusti oktober alltså något några lite igen innan vilken vilket bli "
     "skulle fick gick kom medan ännu alltid aldrig barn fortfarande annars därför samtidigt omkring mot sitt sina den "
     "de",
     "het else arna orna ning ingen ande tion lig iskt erna iska ala nad ades tionen tioner heter heten"},
    {"fr", "œçèêëùïîû",
     "de la le et les des en un du une est que dans qui par pour au pas sur plus ne il se ce avec son on mais sont ou "
     "nous comme cette sa ses été deux même aux aussi bien peut fait être leur leurs ont tout ces elle entre après "
     "sans "
     "vous je si où donc très encore depuis ainsi dont avant temps faire était contre lui autres années jour quand "
     "moins "
     "toujours sous notre",
     "tion ment eux euse ique elle ette ent aire eur ée és"},
    {"es", "ñ¿¡",
     "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta "
     "entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros "
     "ese eso ante ellos e esto mí antes algunos qué unos yo otro otras otra él tanto esa estos mucho nada muchos cual "
     "era eran son fue años ser tiene",
     "ción ciones dad idad mente ando iendo aron ieron ales oso ero"},
    {"pt", "ãõ",
     "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou "
     "ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem "
     "nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual nós "
     "lhe deles essas",
     "ção ções dade mente ando endo inho agem eiro aram"},
    {"gl", "",
     "unha non coa polo dun máis tamén despois moi eu do da no na os as pola dunha ao aos foi nun nunha ten son pero "
     "galego galega iso xa onde até",
     "ción cións dade"},
    {"it", "",
     "di e il la che in a per un è del non una i della le si con da sono come al dei anche ha più nel alla lo gli ma "
     "dal "
     "delle o se ci nella questo su suo era ad loro essere tra fra dopo stato sua tutti degli quando due ho hanno ai "
     "sul solo molto così perché anni cui prima senza ne questa dalla dove quale fatto poi mi cosa ogni oggi",
     "zione zioni mente ità ello etto ano ale ivo ista"},
    {"ro", "șțăşţ",
     "de și în a la cu nu o că pe din care mai este un să au se pentru sunt lui fost al prin sau ce fi dar ca după fi "
     "până acest această era am ei lor foarte doar când cum toate fără între ale ai are fie spre asupra poate acum și "
     "unei unui sale său partea",
     "ului ilor lor ție ții ește ează are ească oare"},
    {"pl", "łąęśźżń",
     "i w nie na się z do to że jest o jak a po co od za ale dla przez przy są tym czy był tylko jego ze może było być "
     "już też także oraz jej które który która tego więc ich ma jako lub bardzo ja my ten ta te nad pod przed między "
     "roku lat tak gdy gdzie kiedy bez",
     "ego ych ów ość ości anie enie owa owy iej ami ską ski"},
    {"cs", "řěů",
     "a je se v na to že s z do o i by pro jako ale jsou za ve podle který po byl jeho již nebo jsem od které až k být "
     "také však tak která má pak při co když jen této ještě není své před bylo jsme mezi tento který více než už bude "
     "jejich této toho tím roku lze kde může"
     " ledna února března dubna května června července srpna září října listopadu prosince kteří která mezi při nebyl "
     "nebyla jejichž kdy proč vždy nikdy dnes včera zítra nic něco někdo každý všechny všech které",
     "ého ých ím ost osti ování ení ová ský ské ní ích ého ému ové ství"},
    {"sk", "ľĺŕô",
     "a je sa v na to že s z do o aj by pre ako ale sú za vo podľa ktorý po bol jeho už alebo som od ktoré až k byť "
     "tiež "
     "však tak ktorá má pri čo keď len ešte nie svoje pred bolo sme medzi tento viac než bude ich toho tým roku kde "
     "môže iba kým aby"
     " januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra ktorí ktorá nebol "
     "nebola kedy prečo vždy nikdy dnes včera zajtra nič niečo niekto každý všetky všetkých",
     "ého ých ým osť ovanie enie anie ová ský ské ov iach ého ému ové stvo"},
    {"sl", "",
     "in je v na se da za so ki pa z s ne po tudi bi kot od ali pri še do bil o ni ko kar bo iz tem če sem lahko "
     "med smo nato le bila bilo več pred ter že ki jih jo ga mu svoje sta kako ob tako zato samo kjer kaj malo "
     " ni leta proti sam tega tej vse vseh njegov zaradi"
     " januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra ob ta to ti te "
     "drugače vendar oziroma kadar dokler nad pod brez okoli treba bili bile ste nekaj nič nikoli vedno danes včeraj "
     "leto letu letih dve saj zdaj tukaj kdo kdaj tisti njen njegova njihov človek način",
     "ega emu anje enje ost osti jo ih ski ske nik nost nosti evanje ovanje"},
    {"hr", "",
     "i je u se na da za su od s koji ne o a kao iz to sa koja koje bi nije će ali što ili li te po biti može samo tko "
     "više već prema također kako ih bio bila još nakon kad gdje ga pri do uz zbog jer svi sve dok tome između vrijeme "
     "uvijek poslije ovdje tisuća uvjet hrvatska hrvatski hrvatske hrvatskoj tijekom tjedan općina "
     "sustav vlada kako"
     " siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca prije djeca "
     "mjesto mjesta cijena riječ riječi svijet svijeta svijetu dio dijelu djelo vijest vijeće primjer promjena "
     "promjene razdoblje stoljeća netko nitko tvrtka tvrtke županija županije sveučilište nogomet sukladno "
     "poslije dvije cijeli lijep",
     "anje enje og oga om ost osti ije ijeg ski ske ju nik stvo stva"},
    {"sr", "ђћџљњј",
     "и је у се на да за су од са који не о а као из то која које би није ће али што или по бити може само више већ "
     "према такође како их био била још након где га при до због јер сви све док између време увек после овде "
     "i je u se na da za su od reč gde vreme mleko uvek posle predsednik ovde nedelja ko šta srbija srpski beograd "
     "takođe evropa evropi uopšte hiljada sistem utisak obaveštenje bezbednost vrednost deca mesto svet"
     " januara februara marta aprila juna jula avgusta septembra oktobra novembra decembra januar pre deca mesta cena "
     "reči sveta svetu deo delu delo vest veće primer promena promene veka neko niko preduzeće preduzeća univerzitet "
     "fudbal konkurs dve celi јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
     "ање ење ост ога ски ске ije"},
    {"bg", "ъщ",
     "на и да в за се от с не е по са че към до това като ще си но или който която което които при бе бъде само след "
     "още има може много няма той тя те ни ги го му й са беше така във със част година както бил била според между над "
     "който този тази тези една един едно"
     " януари февруари март април май юни юли август септември октомври ноември декември другото друг други която нещо "
     "нищо никога винаги днес вчера утре защо когато където къде колко",
     "ите ата ята ето ият ване ния ост ски ска ото еца ния ане ене ност ната ният"},
    {"mk", "ѓќѕ",
     "на и да во за се од со не е по дека до ова како ќе но или кој која кое при беше само по уште има може многу нема "
     "тој таа тие ги го му година според меѓу над овој оваа",
     "ите ата ото ување ост ски"},
    {"ru", "ыэё",
     "и в не на что с он по это как но из у за то от о же так его к был для бы если или она мы они все было быть уже "
     "при "
     "только этого есть еще ещё до чтобы когда где даже может их ее её ни вы я тем чем под после этом который которые "
     "которая лет года году во со том время",
     "ого ыми ых ий ый ая ться ение ости ами ство"},
    {"uk", "їєґі",
     "і в не на що з та у за до як це є від про але його для по й він вона вони ми бути був була було які який яка яке "
     "також при або так його її їх після ще вже якщо коли де може тільки під через між має року час цього цей ця",
     "ння ого ими ість ості ський ська ться ати"},
    {"lt", "ėųūįąęž",
     "ir kad yra į iš su ar bet o kaip tai jis ne už nuo tik dėl apie jo buvo per po pagal kur jau dar prie ši šis "
     "kurie "
     "jie ji taip be mes iki galima labai būti nėra metų turi savo kuris daug kai",
     "imas imo iai ų as us ės is ams iais"},
    {"lv", "āēīūģķļņ",
     "un ir no ar uz ka par kas kā bet lai tas to pēc pie arī nav tā vai pa gan bija šo viņš jau kur tiek gada ļoti "
     "tikai "
     "ko līdz tika savu būt šī bez ja vēl var es mēs kad visu",
     "šana ums ija iem ās ām as ēm īgs"},
    {"et", "õäü",
     "ja on ei et see oma kui ka ta mis oli aga ning siis mida selle kes nii või seda veel ma ole välja kuid pärast "
     "nende nagu üle sest juba kes mille eesti aastal ainult olla kõik väga meie sellest need mul tema peale kus",
     "mine misel dest iks ikud ud nud takse ga le"},
    {"fi", "äö",
     "ja on ei se että oli hän mutta ovat kun myös joka tai niin kuin sen ole ollut mukaan jo vain sekä hänen vielä ne "
     "tämä jos nyt vuonna kanssa mitä siitä minä olen koko kuitenkin paljon jälkeen sitä ennen",
     "nen ssa ssä lla llä sta stä ksi ista minen vat vät uu"},
    {"hu", "őű",
     "a az és hogy nem is egy meg van ez volt csak de azt mint már még ki el fel be lesz ha minden kell vagy lehet "
     "után "
     "pedig több amely szerint magyar között mert akkor nagy ezt itt sem nincs voltak aki",
     "ság ség ban ben nak nek ból ből tól től hoz ások ott ett"},
    {"tr", "ğış",
     "ve bir bu da için ile de çok olarak en daha olan ne kadar gibi var o sonra değil olduğu ama her ya ben kendi "
     "türkiye "
     "iki yok göre ise mi şey oldu ancak diye bunu onun biz yeni nasıl ki hem yıl",
     "lar ler lık lik ların lerin dır dir mak mek yor"},
    {"id", "",
     "yang dan di dengan untuk ini itu dari dalam tidak akan pada juga ke karena oleh ada saya bisa adalah kami mereka "
     "telah atau anda dia sudah kita para seperti lebih sebagai hanya banyak tahun namun saat setelah bahwa belum "
     "harus "
     "kepada menjadi orang secara sehingga hari ia tersebut menurut dapat antara sangat beberapa jumlah",
     "nya kan annya asi annya an"},
    {"ms", "",
     "kerana ialah beliau boleh wang awak kamu yang dan di dengan untuk ini itu dari tidak akan pada juga oleh ada "
     "telah "
     "bahawa sahaja mesyuarat kerajaan syarikat berkata daripada turut",
     "nya kan lah"},
    {"vi", "đươăạảấầẩậắằặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỹ",
     "của và là các có được trong cho không một những với người này để khi đã về từ như ra đến tại vào năm", ""},
    {"el", "αβγδεζηθλμνξοπρστφχψω", "και το να η του της με για από στο που είναι", ""},
    {"he", "אבגדהוזחטיכלמנסעפצקרשת", "של את על לא הוא עם כי", ""},
    {"ar", "ةىإأ", "في من على إلى أن التي عن مع هذا كان هذه الذي ما لا بعد قال كل بين ذلك قد كما لم هو هي أو",
     "ات ون ين ية"},
    {"fa", "پچژگکی", "و در به از که این را با است آن برای یک تا می شود بر هم خود های شد کرد شده نیز اما ما او هر دو",
     "های ها ان ترین"},
    {"ur", "ٹڈڑںےہ", "کے کی کا میں ہے اور سے کو نے پر یہ کہ بھی نہیں ہیں تھا ایک", ""},
    {"hi", "", "के में की है का को से और पर ने कि यह एक हैं भी नहीं कर लिए इस ही था गया हो तो", "ता ती ना ने ओं"},
    {"ne", "", "छ र को मा हरू ले छन् भने गर्न पनि लाई हो थियो गरेको नेपाल यो", "को मा लाई हरू"},
    {"zh", "", "", ""},
    {"ja", "", "", ""},
    {"ko", "", "", ""},
}};

constexpr std::array<ForeignLetters, kLanguagesWithForeignLetters> kForeign{{
    {"sr", "яющъыйэёіїєґѓќѕ"},
    {"mk", "яющъыйэёіїєґђћ"},
    {"bg", "ыэёіїєґјљњђћџѓќѕ"},
    {"ru", "іїєґјљњђћџѓќѕ"},
    {"uk", "ыэёъјљњђћџѓќѕ"},
    {"da", "äöõñçłşğıșțăâîčšžěřůőű"},
    {"no", "äöõñçłşğıșțăâîčšžěřůőű"},
    {"sv", "æøõñçłşğıșțăâîčšžěřůőű"},
    {"fi", "æøõñçłşğıșțăâîěřůőűß"},
    {"cs", "äľĺŕôłąęśźćđășțőűöüãõñ"},
    {"sk", "ěřůłąęśźćđășțőűöüãõñ"},
    {"sl", "áéíóúýěřůľĺŕôłąęśźćđășțőűãõñ"},
    {"hr", "áéíóúýěřůľĺŕôłąęśźășțőűäöüãõñ"},
    {"pl", "áéíúýěřůľĺŕôčšžćđășțőűäöüãõñ"},
    {"es", "ãõçàèìòùâêôäöëčšžłąęășțșşğı"},
    {"it", "ñãõçâêôäöëčšžłąęășțșşğıáí"},
    {"pt", "ñäöëčšžłąęășțșşğıèìòù"},
    {"en", "äöüßæøåñçãõàèìòùáíóúýâêîôûășțşţłąęśźżńčšžěřůľőűđćğışãāēīūģķļņėųį"},
}};

}  // namespace

const std::array<LanguageHints, kHintedLanguages>& AllLanguageHints() { return kHints; }

const std::array<ForeignLetters, kLanguagesWithForeignLetters>& AllForeignLetters() { return kForeign; }

}  // namespace headwater::text
