//! Code lists of HR Open Standards 4.4 (`common/json/codelist`): words with `;` between them.

/// Countries (ISO 3166-1).
pub(super) const COUNTRIES: &str = "\
    AD;AE;AF;AG;AI;AL;AM;AO;AQ;AR;AS;AT;AU;AW;AX;AZ;BA;BB;BD;BE;BF;BG;BH;BI;BJ;BL;BM;BN;BO;\
    BR;BS;BT;BV;BW;BY;BZ;CA;CC;CD;CF;CG;CH;CI;CK;CL;CM;CN;CO;CR;CU;CV;CW;CX;CY;CZ;DE;DJ;DK;\
    DM;DO;DZ;EC;EE;EG;EH;ER;ES;ET;FI;FJ;FK;FM;FO;FR;GA;GB;GD;GE;GF;GG;GH;GI;GL;GM;GN;GP;GQ;\
    GR;GS;GT;GU;GW;GY;HK;HM;HN;HR;HT;HU;ID;IE;IL;IM;IN;IO;IQ;IR;IS;IT;JE;JM;JO;JP;KE;KG;KH;\
    KI;KM;KN;KP;KR;KW;KY;KZ;LA;LB;LC;LI;LK;LR;LS;LT;LU;LV;LY;MA;MC;MD;ME;MF;MG;MH;MK;ML;MM;\
    MN;MO;MP;MQ;MR;MS;MT;MU;MV;MW;MX;MY;MZ;NA;NC;NE;NF;NG;NI;NL;NO;NP;NR;NU;NZ;OM;PA;PE;PF;\
    PG;PH;PK;PL;PM;PN;PR;PS;PT;PW;PY;QA;RE;RO;RS;RU;RW;SA;SB;SC;SD;SE;SG;SH;SI;SJ;SK;SL;SM;\
    SN;SO;SR;SS;ST;SV;SX;SY;SZ;TC;TD;TF;TG;TH;TJ;TK;TL;TM;TN;TO;TR;TT;TV;TW;TZ;UA;UG;UM;US;\
    UY;UZ;VA;VC;VE;VG;VI;VN;VU;WF;WS;YE;YT;ZA;ZM;ZW";

/// Languages and their regions.
pub(super) const LANGUAGES: &str = "\
    aa;ab;ae;af;af-ZA;ak;am;am-ET;an;ar;ar-AE;ar-BH;ar-DZ;ar-EG;ar-IQ;ar-JO;ar-KW;ar-LB;\
    ar-LY;ar-MA;ar-OM;ar-QA;ar-SA;ar-SY;ar-TN;ar-YE;arn;arn-CL;as;as-IN;av;ay;az;az-Cyrl;\
    az-Cyrl-AZ;az-Latn;az-Latn-AZ;ba;ba-RU;be;be-BY;bg;bg-BG;bh;bi;bm;bn;bn-BD;bn-IN;bo;\
    bo-CN;br;br-FR;bs;bs, hr, or sr;bs-Cyrl;bs-Cyrl-BA;bs-Latn;bs-Latn-BA;ca;ca-ES;\
    ca-ES-valencia;ce;ch;chr;chr-Cher;chr-Cher-US;co;co-FR;cr;cs;cs-CZ;cu;cv;cy;cy-GB;da;\
    da-DK;de;de-AT;de-CH;de-DE;de-LI;de-LU;dsb or hsb;dsb;dsb-DE;dv;dv-MV;dz;ee;el;el-GR;en;\
    en-029;en-AU;en-BZ;en-CA;en-GB;en-HK;en-IE;en-IN;en-JM;en-MY;en-NZ;en-PH;en-SG;en-TT;\
    en-US;en-ZA;en-ZW;eo;es;es-419;es-AR;es-BO;es-CL;es-CO;es-CR;es-DO;es-EC;es-ES;\
    es-ES_tradnl;es-GT;es-HN;es-MX;es-NI;es-PA;es-PE;es-PR;es-PY;es-SV;es-US;es-UY;es-VE;et;\
    et-EE;eu;eu-ES;fa;fa-IR;ff;ff-Latn;ff-Latn-SN;fi;fi-FI;fil;fil-PH;fj;fo;fo-FO;fr;fr-BE;\
    fr-CA;fr-CD;fr-CH;fr-CI;fr-CM;fr-FR;fr-HT;fr-LU;fr-MA;fr-MC;fr-ML;fr-RE;fr-SN;fy;fy-NL;\
    ga;ga-IE;gd;gd-GB;gl;gl-ES;gn;gn-PY;gsw;gsw-FR;gu;gu-IN;gv;ha;ha-Latn;ha-Latn-NG;haw;\
    haw-US;he;he-IL;hi;hi-IN;ho;hr;hr-BA;hr-HR;hsb-DE;ht;hu;hu-HU;hy;hy-AM;hz;ia;id;id-ID;\
    ie;ig;ig-NG;ii;ii-CN;ik;io;is;is-IS;it;it-CH;it-IT;iu;iu-Cans;iu-Cans-CA;iu-Latn;\
    iu-Latn-CA;ja;ja-JP;jv;jv-Latn;jv-Latn-ID;ka;ka-GE;kg;ki;kj;kk;kk-KZ;kl;kl-GL;km;km-KH;\
    kn;kn-IN;ko;kok;kok-IN;ko-KR;kr;ks;ku;ku-Arab;ku-Arab-IQ;kv;kw;ky;ky-KG;la;lb;lb-LU;lg;\
    li;ln;lo;lo-LA;lt;lt-LT;lu;lv;lv-LV;mg;mg-MG;mh;mi;mi-NZ;mk;mk-MK;ml;ml-IN;mn;mn-Cyrl;\
    mn-MN;mn-Mong;mn-Mong-CN;mo;moh;moh-CA;mr;mr-IN;ms;ms-BN;ms-MY;mt;mt-MT;my;my-MM;na;nb;\
    nb-NO;nd;ne;ne-IN;ne-NP;ng;nl;nl-BE;nl-NL;nn;nn-NO;no;nqo;nqo-GN;nr;nso;nso-ZA;nv;ny;oc;\
    oc-FR;oj;om;om-ET;or;or-IN;os;pa;pa-Arab;pa-Arab-PK;pa-IN;pi;pl;pl-PL;prs;prs-AF;ps;\
    ps-AF;pt;pt-AO;pt-BR;pt-PT;qu;qut;qut-GT;quz;quz-BO;quz-EC;quz-PE;rm;rm-CH;rn;ro;ro-MD;\
    ro-RO;ru;ru-RU;rw;rw-RW;sa;sah;sah-RU;sa-IN;sc;sd;sd-Arab;sd-Arab-PK;se;se-FI;se-NO;\
    se-SE;sg;si;si-LK;sk;sk-SK;sl;sl-SI;sm;sma;sma-NO;sma-SE;smj;smj-NO;smj-SE;smn;smn-FI;\
    sms;sms-FI;sn;sn-Latn;sn-Latn-ZW;so;so-SO;sq;sq-AL;sr;sr-Cyrl;sr-Cyrl-BA;sr-Cyrl-CS;\
    sr-Cyrl-ME;sr-Cyrl-RS;sr-Latn;sr-Latn-BA;sr-Latn-CS;sr-Latn-ME;sr-Latn-RS;ss;st;st-ZA;\
    su;sv;sv-FI;sv-SE;sw;sw-KE;syr;syr-SY;ta;ta-IN;ta-LK;te;te-IN;tg;tg-Cyrl;tg-Cyrl-TJ;th;\
    th-TH;ti;ti-ER;ti-ET;tk;tk-TM;tl;tn;tn-BW;tn-ZA;to;tr;tr-TR;ts;ts-ZA;tt;tt-RU;tw;ty;tzm;\
    tzm-Latn;tzm-Latn-DZ;ug;ug-CN;uk;uk-UA;ur;ur-IN;ur-PK;uz;uz-Cyrl;uz-Cyrl-UZ;uz-Latn;\
    uz-Latn-UZ;ve;vi;vi-VN;vo;wa;wo;wo-SN;xh;xh-ZA;yi;yo;yo-NG;za;zgh;zgh-Tfng;zgh-Tfng-MA;\
    zh;zh-CN;zh-Hans;zh-Hant;zh-HK;zh-MO;zh-SG;zh-TW;zu;zu-ZA";

/// Currencies (ISO 4217).
pub(super) const CURRENCIES: &str = "\
    AED;AFN;ALL;AMD;ANG;AOA;ARS;AUD;AWG;AZN;BAM;BBD;BDT;BGN;BHD;BIF;BMD;BND;BOB;BOV;BRL;BSD;\
    BTN;BWP;BYR;BZD;CAD;CDF;CHE;CHF;CHW;CLF;CLP;CNY;COP;COU;CRC;CUC;CUP;CVE;CZK;DJF;DKK;DOP;\
    DZD;EGP;ERN;ETB;EUR;FJD;FKP;GBP;GEL;GHS;GIP;GMD;GNF;GTQ;GYD;HKD;HNL;HRK;HTG;HUF;IDR;ILS;\
    INR;IQD;IRR;ISK;JMD;JOD;JPY;KES;KGS;KHR;KMF;KPW;KRW;KWD;KYD;KZT;LAK;LBP;LKR;LRD;LSL;LYD;\
    MAD;MDL;MGA;MKD;MMK;MNT;MOP;MRU;MUR;MVR;MWK;MXN;MXV;MYR;MZN;NAD;NGN;NIO;NOK;NPR;NZD;OMR;\
    PAB;PEN;PGK;PHP;PKR;PLN;PYG;QAR;RON;RSD;RUB;RWF;SAR;SBD;SCR;SDG;SEK;SGD;SHP;SLL;SOS;SRD;\
    SSP;STN;SVC;SYP;SZL;THB;TJS;TMT;TND;TOP;TRY;TTD;TWD;TZS;UAH;UGX;USD;USN;UYI;UYU;UZS;VEF;\
    VND;VUV;WST;XAF;XAG;XAU;XBA;XBB;XBC;XBD;XCD;XDR;XOF;XPD;XPF;XPT;XSU;XTS;XUA;XXX;YER;ZAR;\
    ZMW;ZWL";

/// Units of measure.
pub(super) const UNITS: &str = "\
    ACR;ARE;CMT;DAY;EA;FOT;GRM;HAR;HUR;INH;KGM;KMT;LTR;MTR;SMI;MGM;MLT;MMT;C26;MIN;MON;C62;\
    ONZ;PTI;PT;LBR;QTI;QT;SEC;STI;WEE;YRD;ANN";

/// Legal forms of organizations.
pub(super) const LEGAL_FORMS: &str = "\
    FederalGovernmentAgency;StateGovernmentAgency;TerritorialGovernmentAgency;\
    LocalGovernmentAgency;NonGovernmentAgency;GeneralPartnership;\
    LimitedLiabilityPartnership;LimitedPartnership;BCorporation;BenefitCorporation;\
    CCorporation;CloseCorporation;SCorporation;LimitedLiabilityCompany;Cooperative";

/// Levels of a career.
pub(super) const CAREER_LEVELS: &str = "\
    Student;EntryLevel;RecentGraduate;MidCareer;Manager;ExperiencedNonManager;\
    SeniorExecutive";

/// Types of positions.
pub(super) const POSITION_TYPES: &str = "\
    DirectHire;Temporary;TemporaryToHire;ContractToHire;Contract;Internship;Externship;\
    Apprenticeship;Seasonal;Student;Volunteer";

/// Schedules of positions.
pub(super) const POSITION_SCHEDULES: &str = "\
    FullTime;PartTime;FlexTime;SharedTime";

/// Kinds of numeric scores.
pub(super) const SCORES: &str = "\
    Percentile;RawScore;Stanine;Sten;T-score;Z-score;IntelligenceQuotient;Scaled;\
    NormalCurve;GPA";

/// Whether a degree was granted.
pub(super) const DEGREE_STATUSES: &str = "\
    Granted;InProgress;Postponed;NotGranted";

/// What somebody is to an organization.
pub(super) const RELATIONSHIPS: &str = "\
    Employee;VendorEmployee;IndependentContractor;Volunteer;Internship;Externship;\
    Apprenticeship";

/// Units of organizations.
pub(super) const UNIT_TYPES: &str = "\
    DomesticUltimate;GlobalUltimate;Parent;Subsidiary;Division;Department;Establishment;\
    HeadQuarters";
