### Spanish. One section a family of pages; the ids of each begin with its name.

## Core
core-skip = Ir al contenido
core-trail = Dónde está usted
core-frameworks = Marcos de competencias
core-address = Dirección de esta página:
core-json = Esta página para programas (JSON)
core-languages = Idioma

## Problems
problem-400 = No se entiende esta petición
problem-401 = Inicie sesión
problem-403 = No tiene permiso para esto
problem-404 = No hay nada en esta dirección
problem-410 = Esto ya no está aquí
problem-409 = Alguien se adelantó
problem-413 = Es demasiado grande
problem-422 = Tal como está, no se puede hacer
problem-429 = Demasiadas peticiones
problem-503 = Ahora mismo hay demasiado trabajo
problem-500 = Algo falló de nuestro lado
problem-other = Esto no se puede hacer
problem-back = Vuelva atrás, corrija lo que se indica aquí y envíelo de nuevo.
problem-retry = Inténtelo de nuevo en un momento.
problem-findings = Qué está mal
problem-where = Dónde
problem-what = Qué
problem-hint-401 = Su sesión terminó o no la había. No se cambió nada.
problem-hint-403 = Puede hacerlo quien tenga el papel de administrador, o darle a usted el papel que lo permite.
problem-hint-404 = Compruebe si hay una errata en la dirección: se distinguen mayúsculas y minúsculas.
problem-hint-500 = No se hizo nada, o se hizo por completo. Se ha avisado al operador del servicio.

## Public
public-count = { $count ->
    [one] 1 enunciado
   *[other] { $count } enunciados
}
public-size = { $levels ->
    [one] 1 nivel
   *[other] { $levels } niveles
}, { $statements ->
    [one] 1 enunciado
   *[other] { $statements } enunciados
}
public-all-statements = { $count ->
    [one] El único enunciado
   *[other] Los { $count } enunciados
}
public-superseded = sustituida
public-was-withdrawn = retirada
public-frameworks = Marcos de competencias
public-frameworks-lead = Un marco de competencias dice qué hace una persona en cada nivel de una ocupación. Las credenciales que se emiten aquí remiten a estas páginas.
public-frameworks-about = Los marcos de competencias de los que tratan las credenciales emitidas aquí
public-none = Aquí todavía no hay ninguno publicado.
public-no-more = No hay más.
public-more = Más
public-more-frameworks = Más marcos
public-competency-framework = Marco de competencias
public-versions-of = Versiones de { $framework }
public-all-versions = Todas las versiones del marco de competencias { $framework }
public-versions-lead = Sus versiones, primero la más reciente. Una versión nunca cambia; lo que se emitió con ella conserva su significado.
public-framework = Marco
public-framework-of = El marco de competencias { $title }, { $version }
public-framework-about = Acerca de este marco
public-levels = Los niveles
public-levels-low-high = Los niveles, de menor a mayor
public-each-level = Qué hace una persona en cada nivel
public-soc = Código O*NET-SOC
public-occupations = Ocupaciones
public-sector = Sector (NAICS)
public-job-zone = Zona de empleo (O*NET)
public-job-zone-of = { $zone } de 5
public-job-zone-inferred = { $zone } de 5 (inferida)
public-version = Versión
public-identifier = Identificador (CASE)
public-exported = Exportado
public-achievement = Logro
public-issued-here = Lo que se emite aquí con este marco
public-level = Nivel
public-level-place = Nivel { $place } de { $of }
public-level-of = El nivel { $level } del marco { $framework }
public-level-statements = Qué hace una persona en este nivel
public-level-about = Acerca de este nivel
public-statements = Enunciados
public-statement-place = Enunciado { $place } de { $of } en el nivel { $level }
public-statement-about = Acerca de este enunciado
public-where = Dónde se encuentra
public-neighbours = Los contiguos
public-before-it = Anterior
public-after-it = Siguiente
public-part-of = Forma parte de
public-belongs-to = Pertenece a
public-code = Código
public-parts-above = Partes de esta lista, arriba
public-parts-below = Partes de esta lista, abajo
public-part = Parte { $part } de { $parts }
public-part-before = Anterior
public-part-after = Siguiente
public-achievement-of = Logro de { $issuer }
public-achievement-about = Acerca de este logro
public-held-at = Se posee en uno de estos niveles
public-earned = Cómo se obtiene
public-issuer = Emisor
public-issuer-identifier = Identificador del emisor
public-result = Resultado
public-one-of-the-levels = Uno de los niveles
public-framework-level = Nivel del marco
public-decided = Cómo se decide
public-the-criteria = Los criterios
public-criteria-of = Criterios de
public-criteria-note = Esta es la regla vigente. Una credencial cuyo nivel se decidió con otra regla, o lo decidió quien hizo la evaluación, lo dice en sus propios criterios, y esos son los que cuentan para ella.
public-result-of = Resultado de
public-result-least = Una credencial indica uno de estos niveles. El más bajo para el que hay credencial es { $level }.
public-withdrawn = Retirada
public-gone = { $name } ya no está publicado
public-gone-when = Se retiró el { $date }. Nunca se emitió ninguna credencial con esta versión.
public-other-versions = Sus otras versiones
public-missing = No hay nada en esta dirección
public-missing-why = Compruebe si hay una errata: se distinguen mayúsculas y minúsculas. Lo que se firma en una credencial permanece en su dirección, así que un enlace de una credencial que lleva aquí se alteró por el camino.
public-all-frameworks = Todos los marcos publicados aquí
public-newer = Una versión más reciente
public-newer-since = Una versión más reciente sustituyó a esta el { $date }:
public-newer-means = Lo que se emitió con esta versión sigue significando lo que aquí se dice.
public-credit = De quién son estas palabras
public-credit-both = Esta línea y la licencia de abajo figuran tal como las dio quien publicó el marco.
public-credit-line = Esta línea figura tal como la escribió quien publicó el marco. Si no nombra ninguna licencia, tampoco se concede aquí: quien quiera usar los enunciados en otro lugar debe preguntar a quien lo publicó.
public-credit-licence = El marco llegó sin decir de quién es el contenido; la licencia de abajo es la que nombra.
public-credit-none = El marco llegó sin decir de quién es el contenido. Aquí no se concede ninguna licencia.
public-credit-onet = Incluye información de la base de datos O*NET { $release } del Departamento de Trabajo de los Estados Unidos, Employment and Training Administration (USDOL/ETA). Se utiliza bajo la licencia
public-credit-onet-after = de Creative Commons. O*NET® es una marca comercial de USDOL/ETA.
public-crosswalk = Tabla de correspondencias
public-made-with = Hecho con
public-creator = Autoría
public-publisher = Publicado por
public-licence = Licencia
public-published-as = Publicado como
public-home-lead = Credenciales que dicen qué sabe hacer alguien y cómo se comprobó.
public-home-verify = Verificar una credencial
public-home-verify-why = Para empleadores: ¿es auténtica, sigue vigente y qué significa su nivel?
public-home-record = Mi expediente
public-home-record-why = Para estudiantes: llévese lo que tiene, muéstrelo y deje de mostrarlo cuando quiera.
public-home-frameworks = Marcos de competencias
public-home-frameworks-why = Los niveles y enunciados con los que se miden las credenciales de aquí.
public-home-console = Consola
public-home-console-why = Para quienes evalúan y emiten aquí.

## Sign-in
sign-in-title = Iniciar sesión
sign-in-lead = Para quienes evalúan y emiten aquí.
sign-in-key = Clave de API de administración
sign-in-key-hint = Empieza por pm_ y se mostró una sola vez, al crearla.
sign-in-submit = Iniciar sesión
sign-in-wrong = Esta clave no se conoce aquí, se revocó o no es de administración.
sign-in-out = Cerrar sesión
sign-in-openid = Iniciar sesión con { $name }
sign-in-or = O con una clave de API de administración:
sign-in-again = A la página de inicio de sesión
sign-in-waiting-title = A la espera de un papel
sign-in-waiting = Ya consta usted aquí. Un administrador debe decir qué puede hacer; después, inicie sesión de nuevo.
sign-in-not-in = No ha iniciado sesión
sign-in-not-this-browser = Este inicio de sesión no empezó en este navegador o ya se usó. Empiece de nuevo.
sign-in-too-late = El inicio de sesión tardó más de diez minutos. Empiece de nuevo.
sign-in-denied = El proveedor no le permitió iniciar sesión ({ $code }).
sign-in-provider = No se puede contactar con el proveedor, o no responde como debería. Inténtelo de nuevo en un momento; se ha avisado al operador del servicio.
sign-in-not-proved = Lo que envió el proveedor no demuestra quién es usted. No se inició ninguna sesión y se ha avisado al operador del servicio.

## Console
console-nav = Consola
console-signed-in = { $name }, { $role }
console-home = Vista general
console-tab-overview = Vista general
console-tab-assess = Evaluar
console-tab-issue = Emitir
console-tab-credentials = Credenciales
console-tab-learners = Estudiantes
console-tab-frameworks = Marcos
console-tab-jobs = Tareas largas
console-tab-issuer = Emisor
console-tab-keys = Claves
console-tab-api-keys = Claves de API
console-tab-people = Personas
console-tab-audit = Registro de auditoría
console-role-admin = administrador/a
console-role-issuer = emisor/a
console-role-assessor = evaluador/a
console-role-auditor = auditor/a
console-key-holder = Quien tiene una clave de API de administración
console-tab-backups = Copias de seguridad
console-cancel = Cancelar
console-change = Cambiar
console-save = Guardar
console-see = Ver
console-do = Qué puede hacer
console-nothing = Todavía nada.
console-filter = Filtrar
console-find = Buscar
console-next = Página siguiente
console-newest = A lo más reciente
console-earlier = Anteriores
console-parts = Partes de esta lista
console-state = Estado
console-made = Creada
console-name = Nombre
console-form = Formato
console-issued = Emitida
console-recorded = Registrada
console-credential = Credencial
console-credentials = Credenciales
console-assessment = Evaluación
console-assessments = Evaluaciones
console-valid = válida
console-suspended = suspendida
console-revoked = revocada
console-since = desde { $at }
console-email = Correo electrónico
console-key = Clave
console-follows = Qué ocurrirá
console-word = Escriba «{ $word }» para continuar
console-word-wrong = Esa no es la palabra. No se hizo nada.
console-first = Todavía no hay ningún marco de competencias. Todo empieza por uno.
console-waiting = Pendiente
console-waiting-none = No tiene nada pendiente.
console-wait-unissued =
    { $count ->
        [one] Una de las últimas evaluaciones aún no tiene credencial
       *[other] { $count } de las últimas evaluaciones aún no tienen credencial
    }
console-wait-sheets =
    { $count ->
        [one] Una hoja de valoración está sin terminar
       *[other] { $count } hojas de valoración están sin terminar
    }
console-wait-jobs =
    { $count ->
        [one] Hay una tarea larga en curso
       *[other] Hay { $count } tareas largas en curso
    }
console-wait-many-sheets = Más de { $count } hojas de valoración están sin terminar
console-warn-no-mail = No se envían correos: los enlaces de recogida hay que mostrarlos o entregarlos.
console-picture = Imagen de la insignia
console-picture-alt = Imagen del nivel { $level }
console-picture-hint = PNG o SVG; si no pone una propia, el nivel se dibuja.
console-picture-choose = Una imagen propia
console-picture-set = Usarla
console-picture-remove = Volver a dibujarla
console-picture-done = La imagen ha quedado como indicó.
console-wait-people =
    { $count ->
        [one] Una persona espera un papel
       *[other] { $count } personas esperan un papel
    }
console-lately = Emitidas últimamente
console-warn-locked = Ahora no se puede emitir nada: { $why }
console-warn-no-url = No hay URL pública, así que las credenciales no indican ninguna dirección donde consultarlas y ninguna se puede revocar.
console-warn-backup = No hay copia de seguridad de los últimos { $days } días.
console-frameworks = Marcos de competencias
console-framework = Marco
console-frameworks-none = Todavía no hay ningún marco.
console-version = Versión
console-levels = Niveles
console-level = Nivel
console-statements = Enunciados
console-standing = Situación
console-current = vigente
console-superseded = sustituida
console-withdrawn = retirada
console-import = Importar un marco
console-import-lead = Primero verá lo que se guardaría; no se guarda nada hasta que lo confirme.
console-import-file = Un archivo: una exportación de LER.me o un paquete CASE
console-import-url = O una dirección donde se encuentre
console-import-url-hint = Empieza por https://.
console-look = Examinarlo
console-preview = Lo que se guardaría
console-preview-same = Esta versión ya está registrada con el mismo contenido. No hay nada que guardar.
console-preview-other = Con esta versión hay registrado otro contenido
console-credit = De quién es el contenido
console-licence = Licencia
console-found-at = Encontrado en
console-digest = Resumen criptográfico del contenido
console-levels-low-high = Niveles, de menor a mayor
console-notes = Qué se decidió al leerlo
console-changes-since = Qué cambió desde { $version }
console-store = Guardarlo
console-imported = El marco está registrado.
console-policy = Cuándo se alcanza un nivel
console-policy-standing = Según la regla general vigente aquí
console-policy-own = Según una regla propia:
console-policy-share = Parte de los enunciados de un nivel que debe cumplirse, en tanto por ciento
console-policy-lower = También debe alcanzarse cada nivel inferior
console-policy-two = Valoran dos personas, la segunda sin ver la primera valoración
console-policy-two-are = Valoran dos personas, la segunda sin ver la primera valoración.
console-policy-required = Enunciados que deben cumplirse en todo caso
console-policy-required-hint = Por ejemplo proficient/1, separados por comas.
console-policy-share-is = Debe cumplirse el { $share } de los enunciados de un nivel.
console-policy-lower-too = También debe alcanzarse cada nivel inferior.
console-policy-lower-not = No hace falta alcanzar los niveles inferiores.
console-policy-required-are = En todo caso deben cumplirse: { $statements }.
console-policy-change = Cambiarla
console-policy-later = Decide las evaluaciones que se registren a partir de ahora.
console-policy-set = La regla está fijada.
console-standing-set = Ha quedado como indicó.
console-public-page = Página pública
console-levels-statements = Niveles y enunciados
console-statement-filter = Enunciados que contienen
console-shown = { $shown } de { $all } enunciados
console-other-versions = Otras versiones
console-what-changed = qué cambió
console-compare = Qué cambió
console-back-to-version = Volver a { $version }
console-no-changes = No cambió nada.
console-added =
    { $count ->
        [one] Un enunciado es nuevo
       *[other] { $count } enunciados son nuevos
    }
console-removed =
    { $count ->
        [one] Un enunciado ya no está
       *[other] { $count } enunciados ya no están
    }
console-reworded =
    { $count ->
        [one] Un enunciado tiene otra redacción
       *[other] { $count } enunciados tienen otra redacción
    }
console-moved =
    { $count ->
        [one] Un enunciado está en otro lugar
       *[other] { $count } enunciados están en otro lugar
    }
console-changed-levels = Niveles
console-new-level = Nuevo:
console-gone-level = Ya no está:
console-reordered = Los niveles están en otro orden.
console-other-changes = Qué más dice otra cosa
console-becomes = Qué será de esta versión
console-successor = La versión que la sustituye
console-reason = Por qué (lo podrá leer todo el mundo)
console-supersede = Sustituirla
console-supersede-title = Sustituir esta versión
console-supersede-by = { $successor } ocupa su lugar: a quien mire esta versión se le llevará allí.
console-supersede-stays = Esta versión permanece en su dirección. Lo que se emitió con ella sigue significando lo que dice.
console-withdraw = Retirarla
console-withdraw-title = Retirar esta versión
console-withdraw-gone = Deja de estar publicada y ya no se evalúa nada con ella.
console-withdraw-only = Solo es posible mientras no se haya emitido nada con ella.
console-withdraw-ever = No se puede deshacer.
console-learners = Estudiantes
console-learner = Estudiante
console-learners-lead = Lo que se guarda sobre estudiantes está cifrado. Se les encuentra por aquello con lo que se les conoce.
console-who-is = Dirección de correo electrónico o DID
console-who-hint = Se busca y no se anota.
console-found =
    { $count ->
        [0] No se conoce a nadie así
        [one] Un estudiante
       *[other] { $count } estudiantes
    }
console-on-record-since = Consta desde { $at }.
console-was-erased = Los datos de este estudiante se borraron el { $at }.
console-issue-record = Emitir un expediente de todo lo que tiene (CLR)
console-record-issued = El expediente se ha emitido. Es la última de las credenciales de abajo.
console-export = Entregar todo (JSON)
console-erase = Borrar
console-erased = Los datos del estudiante se han borrado.
console-erase-title = Borrar todo lo de este estudiante
console-erase-goes = Desaparece lo que dicen { $assessments } evaluaciones y { $credentials } credenciales de aquí, y con ello todo lo que permite encontrar al estudiante.
console-erase-stays = Lo que queda no dice nada de nadie: que hubo un estudiante, fechas, resúmenes criptográficos, posiciones en listas de estado.
console-erase-held = Las credenciales que tiene el estudiante siguen siendo válidas y aún se pueden revocar.
console-erase-backups = Las copias de seguridad anteriores aún lo contienen. Destrúyalas, o borre de nuevo después de restaurar una.
console-erase-ever = Nadie puede deshacerlo.
console-keys = Claves
console-algorithm = Firma con
console-one-key = Este emisor es su única clave (did:key), que no se puede reemplazar ni revocar. Un emisor con una URL pública (did:web) puede rotar sus claves.
console-key-active = firma
console-key-verify-only = solo verifica
console-key-retired = retirada
console-key-compromised = comprometida
console-key-did-rotate = Desde ahora firma una clave nueva.
console-key-did-add = Ya hay una clave para tokens.
console-key-did-retire = La mitad privada de la clave se ha destruido.
console-key-did-compromise = La clave está marcada como comprometida.
console-key-did-reissue = La clave está marcada como comprometida, y lo que firmó desde entonces se ha emitido de nuevo.
console-key-not-all-reissued = La clave está marcada como comprometida. No todo lo que firmó desde entonces se pudo emitir de nuevo: vea abajo.
console-key-backup = La clave nueva está en un archivo propio. Haga después una copia de seguridad: sin ella, lo que firma la clave no podrá continuar tras una pérdida.
console-change-keys = Cambiar claves
console-rotate = Rotar
console-rotate-title = Crear una clave nueva
console-rotate-new = Desde ahora firma una clave nueva; se publica de inmediato.
console-rotate-old = La anterior sigue publicada, para que todo lo que firmó se pueda seguir verificando.
console-add = Añadir una clave para tokens (ES256)
console-add-title = Añadir una clave para tokens
console-add-tokens = Solo firma tokens (VC-JWT), para lectores que no conocen Ed25519. Todo lo demás se firma como antes.
console-retire = Retirar
console-retire-title = Retirar esta clave
console-retire-gone = Su mitad privada se destruye: nunca más se podrá firmar nada con ella.
console-retire-verifies = Lo que firmó se puede seguir verificando.
console-compromised = Otra persona la tiene
console-since-when = Desde cuándo, como muy pronto (UTC)
console-reissue = Emitir de nuevo lo que firmó desde entonces y revocar lo anterior
console-compromise = Marcar como comprometida
console-compromise-title = Marcar esta clave como comprometida
console-compromise-since = Todo lo que firmó a partir de { $since } deja de contar, en todas partes y desde ahora.
console-compromise-ever = Más adelante, ese momento se puede adelantar, pero nunca retrasar.
console-compromise-new = Si ahora firma, una clave nueva ocupa su lugar de inmediato.
console-compromise-reissue = Lo que firmó desde entonces se emite de nuevo con la clave nueva y lo anterior se revoca.
console-affected = Lo que esta clave firmó desde entonces
console-proof = Firma
console-signed = Firmada
console-api-keys = Claves de API
console-api-keys-lead = Los programas se presentan con una clave. Actúa por este emisor y puede hacer aquello para lo que se creó.
console-api-key-made = La clave nueva
console-api-key-once = Se muestra solo esta vez. Guárdela donde nadie más la lea.
console-api-key-revoked = La clave ya no vale para nada.
console-new-api-key = Una clave nueva, que puede
console-make = Crearla
console-scopes = Permisos
console-scope-read = ver marcos, evaluaciones y credenciales
console-scope-import = importar marcos
console-scope-assess = registrar evaluaciones
console-scope-issue = emitir credenciales
console-scope-status = revocar, suspender y restablecer credenciales
console-scope-admin = hacer todo e iniciar sesión aquí
console-revoke = Revocar
console-revoke-api-key = Revocar esta clave de API
console-revoke-api-key-stops = Los programas que se presenten con ella se rechazan de inmediato, y a quien inició sesión con ella se le cierra la sesión.
console-revoke-api-key-ever = No se puede deshacer; se puede crear otra clave.
console-issuer = Emisor
console-issuer-lead = Lo que se emita desde ahora dirá esto. Lo ya emitido queda como está.
console-issuer-changed = El perfil se ha cambiado.
console-issuer-is = Su identidad, que no cambia:
console-issuer-name = Nombre
console-issuer-url = Sitio web
console-issuer-email = Dirección de correo electrónico
console-issuer-status = Qué se podrá hacer después con lo que se emita desde ahora
console-status-revocation = Revocar
console-status-suspension = Suspender y restablecer
console-status-both = Ambas cosas; el esquema de Open Badges no lo prevé
console-status-none = Nada
console-people = Personas
console-people-lead = Quién ha iniciado sesión con { $provider } y qué puede hacer cada cual.
console-people-no-provider = Las personas inician sesión con un proveedor de OpenID Connect. Aquí no hay ninguno configurado; quien viene con una clave de API de administración puede hacer todo.
console-people-none = Nadie ha iniciado sesión así todavía.
console-person = Persona
console-first-came = Primera vez
console-role = Papel
console-roles = Papeles
console-role-of = Papel de { $name }
console-role-none = sin papel
console-role-changed = El papel se ha cambiado. Cuenta desde el próximo paso de esa persona.
console-role-admin-may = hace todo.
console-role-issuer-may = importa marcos, evalúa, emite y revoca.
console-role-assessor-may = evalúa y ve todo lo demás, salvo el registro de auditoría.
console-role-auditor-may = ve todo, también el registro de auditoría, y no cambia nada.
console-waits = en espera
console-take-role = Quitar a esta persona lo que puede hacer
console-take-role-out = Ya no podrá hacer nada aquí.
console-take-role-other = Desde ahora su papel es: { $role }.
console-take-role-now = Cuenta de inmediato, también donde tenga la sesión iniciada.
console-audit = Registro de auditoría
console-audit-lead = Cada cambio se anota aquí y no se puede quitar: cada entrada es una hoja de un árbol firmado.
console-audit-filter = Entradas que contienen
console-audit-none = Entre las entradas examinadas no hay ninguna así.
console-audit-entry = Entrada { $number }
console-audit-about = todo sobre esto
console-audit-check = Comprobar todo el registro
console-audit-sound = El registro está íntegro: { $sealed } entradas en el árbol, { $open } a la espera de entrar.
console-audit-broken = El registro no está íntegro: { $sealed } entradas en el árbol, { $open } a la espera de entrar.
console-when = Cuándo
console-what = Qué
console-to-what = Sobre qué
console-who = Quién
console-digests = Resúmenes criptográficos de lo que resultó
console-evidence = Prueba
console-evidence-lead = De que esta entrada está en el registro. Quien tenga la mitad pública de la clave de auditoría puede comprobarlo sin preguntar a nadie.
console-checkpoint = Último punto de control
console-checkpoint-lead = Qué longitud tiene el registro y cuál es su raíz, con firma. Quien guarde una copia notará si alguna vez se reescribe el registro.
console-checkpoint-none = Todavía no se ha sellado nada.
console-act-issuer-create = Se creó un emisor
console-act-issuer-change = Se cambió el perfil del emisor
console-act-key-rotate = Una clave nueva tomó el relevo
console-act-key-add = Se añadió una clave
console-act-key-retire = Se retiró una clave
console-act-key-compromise = Se marcó una clave como comprometida
console-act-api-key-create = Se creó una clave de API
console-act-api-key-revoke = Se revocó una clave de API
console-act-sign-in = Alguien inició sesión
console-act-person-create = Alguien vino por primera vez
console-act-person-change = Se cambió el papel de alguien
console-act-assessment-record = Se registró una evaluación
console-act-credential-issue = Se emitió una credencial
console-act-credential-revoke = Se revocó una credencial
console-act-credential-suspend = Se suspendió una credencial
console-act-credential-reinstate = Se restableció una credencial
console-act-credential-supersede = Una credencial sustituyó a otra
console-act-status-list-create = Se empezó una lista de estado
console-act-learner-export = Se entregó lo que se guarda sobre un estudiante
console-act-learner-erase = Se borraron los datos de un estudiante
console-act-framework-import = Se importó un marco
console-act-framework-policy = Se fijó la regla de niveles de un marco
console-act-framework-supersede = Se sustituyó una versión de un marco
console-act-framework-withdraw = Se retiró una versión de un marco
console-act-sheet-begin = Se empezó una hoja de valoración
console-act-sheet-take = Una segunda persona empezó a valorar
console-act-sheet-sign-off = Se firmó una hoja de valoración
console-act-sheet-settle = Las dos personas que evalúan resolvieron sus diferencias
console-act-sheet-hand-over = Se traspasó una hoja de valoración
console-act-sheet-delete = Se eliminó una hoja de valoración
console-act-share-make = Un estudiante creó un enlace que muestra credenciales
console-act-share-take-back = Un estudiante retiró un enlace así
console-act-claim-create = Se creó un enlace de recogida
console-act-claim-send = Se envió un enlace de recogida
console-act-claim-redeem = Se usó un enlace de recogida
console-act-claim-withdraw = Se retiró un enlace de recogida
console-act-entry-link-create = Un estudiante pidió un enlace a su expediente
console-act-entry-link-redeem = Un estudiante abrió su expediente
console-act-picture-set = Se puso una imagen propia a un nivel
console-act-picture-remove = Se quitó la imagen propia de un nivel
console-act-job-begin = Se empezó una tarea larga
console-act-job-cancel = Una tarea larga se interrumpió antes de terminar
console-act-backup = Se hizo una copia de seguridad
console-act-restore = Los datos se restauraron desde una copia de seguridad
console-backups = Copias de seguridad
console-backups-lead = Todo lo registrado y los archivos de claves, en un solo archivo, cifrado con la frase de contraseña de las claves. Cópielo a otra máquina.
console-backups-none = No hay ninguna copia de seguridad en su carpeta.
console-backup-made = La copia de seguridad está hecha.
console-make-backup = Hacer una copia de seguridad
console-file = Archivo
console-begun = Empezada
console-size = Tamaño
console-kilobytes = { $count } kB

## Assess
assess-title = Evaluar
assess-lead = Cada hoja de valoración es un estudiante frente a un marco de competencias. Una vez firmada, es una evaluación con la que se puede emitir una credencial.
assess-begin = Empezar una hoja de valoración
assess-which = Qué hojas se muestran
assess-unfinished = En curso
assess-all = Todas
assess-no-sheets = Aquí no hay ninguna hoja de valoración.
assess-sheets = Hojas de valoración
assess-learner = Estudiante
assess-framework = Marco
assess-state = Estado
assess-assessors = Quiénes evalúan
assess-assessor = Quien evalúa
assess-changed = Último cambio
assess-your-turn = Le toca a usted
assess-older = Anteriores →
assess-state-open = Se está valorando
assess-state-waiting = Espera a una segunda persona que evalúe
assess-state-second = Valora la segunda persona
assess-state-settling = Por resolver
assess-state-recorded = Registrada
assess-new-title = Una hoja de valoración nueva
assess-new-lead = ¿A quién se evalúa y con qué marco? Puede parar en cualquier momento: lo que introduce se guarda como borrador.
assess-no-framework = Todavía no hay ningún marco.
assess-to-frameworks = Importar uno
assess-learner-name = Nombre
assess-learner-name-hint = Tal como debe figurar en el certificado.
assess-learner-email = Dirección de correo electrónico
assess-learner-email-hint = Se envía al estudiante un enlace a la credencial. En la credencial solo entra una forma ilegible de la dirección.
assess-learner-did = DID de la cartera del estudiante
assess-learner-did-hint = Solo si el estudiante le dio uno; empieza por did: y sale de su cartera. En caso de duda, déjelo vacío. Hace falta una dirección o un DID.
assess-rater = Su nombre
assess-rater-hint = Figura en la evaluación y en la credencial como el de quien evalúa.
assess-rater-if-me = Su nombre, si pasa a usted
assess-met = Cumplido
assess-not-met = No cumplido
assess-not-rated = Sin valorar
assess-rate-title = Valoración de { $learner }
assess-blind = Usted valora en segundo lugar. Lo que dijo la primera persona no se le muestra hasta que haya firmado.
assess-stale = Otra ventana u otra persona cambió esta hoja mientras usted trabajaba. Aún no se ha guardado nada suyo: abajo está lo que introdujo y, al lado, lo registrado donde es distinto. Guarde de nuevo para conservar lo suyo.
assess-not-signed = Tal como está, la hoja no se puede firmar:
assess-parts = Partes del marco
assess-part = Parte { $number }
assess-parts-hint = Guarde antes de pasar a otra parte.
assess-keys = Con el teclado: con el foco en una valoración, 1 es cumplido, 2 es no cumplido, 3 es sin valorar, y sigue el próximo enunciado.
assess-on-record = Registrado:
assess-evidence = { $count ->
    [0] Evidencias: ninguna
    [one] Evidencias: una
   *[other] Evidencias: { $count }
 }
assess-evidence-url = Dirección de la evidencia (https://…)
assess-evidence-name = Cómo se llama
assess-evidence-narrative = Qué muestra
assess-evidence-more = Guarde y habrá sitio para otra más.
assess-remark = Observación
assess-remark-hint = Para quienes trabajan en esta hoja. No entra en ninguna credencial.
assess-standing = El nivel hasta ahora
assess-not-saved = No se pudo guardar el último cambio. Elija «Guardar» para ver por qué.
assess-save = Guardar
assess-save-next = Guardar y pasar a la parte siguiente
assess-to-sign-off = Guardar y pasar a la firma
assess-more = Traspasar o eliminar esta hoja
assess-reached = El nivel alcanzado es { $level }.
assess-none-reached = Todavía no se alcanza ningún nivel.
assess-rated = Enunciados valorados: { $count } de { $total }.
assess-level-reached = alcanzado
assess-level-not-reached = no alcanzado
assess-counted = Cumplidos: { $met } de { $total }; necesarios: { $needed }
assess-why-required = Debe cumplirse y no se cumple: { $statement }
assess-why-lower = No se alcanza { $level }.
assess-next = { $count ->
    [0] Para { $level } no hace falta cumplir más enunciados, pero debe alcanzarse el nivel inferior.
    [one] Para { $level } debe cumplirse un enunciado más.
   *[other] Para { $level } deben cumplirse { $count } enunciados más.
 }
assess-next-required = Entre ellos:
assess-next-missing = { $count ->
    [one] Uno no se cumple
   *[other] { $count } no se cumplen
 }
assess-sign-title = Firmar
assess-sign-one = Al firmar, la evaluación se registra con su nombre. Después no se puede cambiar.
assess-sign-two = Al firmar termina su parte; después no se puede cambiar. Una segunda persona valora sin verla, y entre las dos resuelven las diferencias.
assess-sign = Firmar como { $name }
assess-back-to-rating = Volver a las valoraciones
assess-what-is-recorded = Lo que usted firma
assess-what-was-recorded = Lo que se registró
assess-settle-title = Resolver las diferencias
assess-settle-lead = { $first } y { $second } ya han firmado. Elija qué valoración vale donde difieren; su evidencia va con ella.
assess-agreement-title = Concordancia de las dos evaluaciones
assess-agreement = { $pairs ->
    [one] En el único enunciado que ambas personas valoraron, las valoraciones { $alike ->
        [0] no coinciden
       *[other] coinciden
    }.
   *[other] Las valoraciones coinciden en { $alike } de los { $pairs } enunciados que ambas personas valoraron: { $percent } %.
 }
assess-agreement-none = No hay ningún enunciado que ambas personas valoraran.
assess-kappa = La κ de Cohen es { $value }: { $meaning }
assess-kappa-almost-perfect = concordancia casi perfecta.
assess-kappa-substantial = concordancia considerable.
assess-kappa-moderate = concordancia moderada.
assess-kappa-fair = concordancia aceptable; vea qué entiende cada persona por los enunciados.
assess-kappa-slight = concordancia leve, poco más que el azar; vea qué entiende cada persona por los enunciados.
assess-kappa-poor = menos concordancia de la que daría el azar; vea qué entiende cada persona por los enunciados.
assess-kappa-no-pairs = La κ de Cohen no se puede calcular: no hay nada que ambas personas valoraran.
assess-kappa-no-variance = La κ de Cohen no se puede calcular: ambas personas valoraron todo igual, así que nada distingue la concordancia del azar.
assess-kappa-hint = κ es la concordancia más allá de la que da el azar: 1 es concordancia total, 0 es azar (Cohen 1960; los términos son los de Landis y Koch 1977).
assess-differences = { $count ->
    [0] No hay diferencias
    [one] Una diferencia
   *[other] { $count } diferencias
 }
assess-agreed = { $count ->
    [one] Un enunciado se valoró igual
   *[other] { $count } enunciados se valoraron igual
 }
assess-holds = vale
assess-settled-so-far = El nivel según lo resuelto hasta ahora
assess-record = Registrar la evaluación
assess-two-settle = Esto lo resuelven las dos personas que evalúan.
assess-stand-title = Hoja de valoración de { $learner }
assess-recorded-lead = La evaluación está registrada.
assess-issue = Emitir una credencial
assess-signed = firmada el { $date }
assess-rule = Regla
assess-withheld = Las valoraciones solo se muestran a quien valora hasta que se firman.
assess-withheld-two = Las valoraciones no se muestran a nadie más hasta que ambas personas hayan firmado, para que la segunda valore sin conocerlas.
assess-take-title = Valorar en segundo lugar
assess-take-lead = La primera persona ya ha firmado. Usted valora los mismos enunciados sin ver lo que dijo.
assess-take = Empezar a valorar
assess-hand-over-title = Traspasar esta hoja
assess-hand-over-hint = Otra persona sigue donde esta lo dejó, con lo introducido hasta ahora.
assess-hand-over-to = A quién
assess-hand-over = Traspasar
assess-myself = A mí
assess-delete-title = Eliminar esta hoja
assess-delete-hint = Se perderá lo que se introdujo. Aún no se ha registrado nada.
assess-delete = Eliminar
assess-import = Desde una tabla
assess-import-title = Las evaluaciones de un grupo
assess-import-lead = Una tabla (CSV) con muchos estudiantes se convierte en una evaluación para cada uno. Verá lo que se registraría antes de que se registre nada.
assess-import-done = { $count ->
    [one] Una evaluación está registrada
   *[other] { $count } evaluaciones están registradas
 }
assess-import-wrong = { $count ->
    [one] Hay un error en la tabla
   *[other] Hay { $count } errores en la tabla
 }
assess-import-nothing = No se registró nada. Corrija la tabla y elíjala de nuevo.
assess-import-row = Fila
assess-import-column = Columna
assess-import-what = Qué está mal
assess-import-preview = { $count ->
    [one] Se registraría una evaluación
   *[other] Se registrarían { $count } evaluaciones
 }
assess-import-record = { $count ->
    [one] Registrar una evaluación
   *[other] Registrar { $count } evaluaciones
 }
assess-import-choose = Elegir una tabla
assess-import-table = Tabla
assess-import-hint = Un archivo CSV en UTF-8, con los nombres de sus columnas en la primera fila, de { $most } estudiantes como máximo.
assess-import-look = Examinarla
assess-import-columns = Las columnas, en cualquier orden:
assess-import-form = O bien una fila por estudiante y enunciado, con «statement» (por ejemplo proficient/1) y «met» (yes o no), o bien una fila por estudiante con «level». Hace falta «name», y «email» o «did».
assess-import-learners = Estudiantes
assess-import-known-by = Se le conoce por
assess-import-level = Nivel
assess-import-statements = Enunciados
assess-import-none = ninguno
assess-import-met = { $met } cumplidos, { $rated } valorados
assess-import-stated = el nivel viene indicado

## Issue
issue-title = Emitir
issue-lead = Evaluaciones que alcanzaron un nivel y a partir de las cuales aún no se ha emitido nada, de la más reciente a la más antigua.
issue-none = No hay nada pendiente.
issue-see-issued = Ver lo que se ha emitido
issue-waiting = Pendientes de emisión
issue-recorded = Registrada
issue-choose-one = Elegir { $name }
issue-several = Emitir para las que se elijan
issue-several-submit = Emitir para todas las elegidas
issue-older = Evaluaciones más antiguas
issue-for = Emitir para { $name }
issue-decision = Lo que se decidió
issue-no-level = No se alcanzó ningún nivel: no hay nada que emitir.
issue-assessor = Evaluador/a
issue-met = { $met } de { $all } enunciados cumplidos; se necesitan { $needed }
issue-reached = Alcanzado
issue-not-reached = No alcanzado
issue-choose = Qué emitir
issue-forms = Formatos
issue-form-open-badge = Una insignia para el nivel. La aceptan las carteras digitales, LinkedIn y la mayoría de los verificadores; los demás formatos la contienen.
issue-form-clr = Un expediente de aprendizaje que contiene la insignia, para centros de formación y sistemas de expedientes.
issue-form-ler-rs = Un currículum que contiene la insignia, para carteras digitales y sistemas de contratación que leen LER-RS.
issue-form-hr-open-ler-rs = El mismo currículum tal como lo escribe HR Open, para sistemas de contratación que piden exactamente eso.
issue-proofs = Cómo se firma
issue-proofs-hint = No elija ninguna para usar la que acepta la mayoría de los lectores. Cada opción produce un documento propio.
issue-proof-rdfc = Firma sobre el significado (eddsa-rdfc-2022)
issue-proof-rdfc-hint = La acepta la mayoría de los verificadores, entre ellos el validador oficial de 1EdTech. No sirve para HR Open.
issue-proof-jcs = Firma sobre el texto (eddsa-jcs-2022)
issue-proof-jcs-hint = Para verificadores sin RDF; es la que puede llevar el formato de HR Open.
issue-proof-jwt = Token firmado (VC-JWT)
issue-proof-jwt-hint = Para sistemas que leen JWT. El estudiante debe estar identificado por un DID.
issue-until = Válida hasta
issue-until-hint = El último día. Vacío: sin fecha de fin.
issue-again = Emitir una nueva, aunque ya exista una
issue-preview = Vista previa
issue-as-held = Como la ve su titular
issue-held-by = Titular
issue-issued-by = Emitida por
issue-as-verified = Como la verá una empresa
issue-issuer = Emisor
issue-achievement = Lo que se ha logrado
issue-rule = Regla
issue-ladder = El nivel en su escala
issue-statements = { $count ->
    [one] 1 enunciado cumplido
   *[other] { $count } enunciados cumplidos
}
issue-evidence = { $count ->
    [one] 1 evidencia
   *[other] { $count } evidencias
}
issue-findings = Antes de firmar
issue-already = Este formato ya se emitió a partir de esta evaluación; se entrega de nuevo tal como está.
issue-see = Verla
issue-nothing-found = No hay nada en contra.
issue-readers = { $count ->
    [one] 1 cosa que conviene saber
   *[other] { $count } cosas que conviene saber
}
issue-finding-error = Impide que se firme
issue-finding-official = El validador oficial la objeta
issue-finding-warning = Algún lector falla con ella
issue-finding-note = Conviene saberlo
issue-submit = Emitir
issue-submit-hint = Se firma y queda registrada ahora.
issue-not-signable = No se puede firmar tal como está. Corrija primero lo que se indica y vuelva a mirar.
issue-refused = No se puede emitir:

## Credentials
credentials-title = Credenciales
credentials-search = Buscar
credentials-text = Nombre o identificador
credentials-learner = Estudiante: correo electrónico, DID o identificador
credentials-state = Estado
credentials-any = Cualquiera
credentials-more-filters = Más filtros
credentials-form = Formato
credentials-framework = Marco de competencias
credentials-version = Versión
credentials-level = Nivel
credentials-from = Emitida desde
credentials-to = Emitida hasta
credentials-clear = Mostrar todas
credentials-none = No hay nada que coincida con su búsqueda.
credentials-found = Credenciales, de la más reciente a la más antigua
credentials-choose = Elegir
credentials-name = Credencial
credentials-valid-from = Válida desde
credentials-valid-until = Válida hasta
credentials-act = Qué hacer con las elegidas
credentials-all = Con todas las que coinciden con la búsqueda, también en otras páginas
credentials-suspend = Suspender
credentials-reinstate = Restablecer
credentials-reissue = Emitir de nuevo
credentials-revoke = Revocar
credentials-sparse = Se examinaron { $count } credenciales para esta página y pocas coinciden con su búsqueda. Hay otras más antiguas.
credentials-pages = Páginas
credentials-newest = Las más recientes
credentials-newer = Más recientes
credentials-older = Más antiguas
credentials-state-current = Válida
credentials-state-suspended = Suspendida
credentials-state-revoked = Revocada
credentials-state-superseded = Reemplazada
credentials-form-open-badge = Open Badge
credentials-form-clr = Expediente de aprendizaje (CLR)
credentials-form-ler-rs = Currículum (LER-RS)
credentials-form-hr-open-ler-rs = Currículum tal como lo escribe HR Open
credentials-form-given = Escrita por quien la solicitó
credential-id = Identificador
credential-learner = Estudiante
credential-no-end = Sin fecha de fin
credential-assessed = Fecha de evaluación
credential-same-assessment = Emitir más a partir de esta evaluación
credential-before = Reemplaza a
credential-after = Reemplazada por
credential-why-reissue = una corrección
credential-why-renewal = una renovación
credential-why-level-up = un nivel superior
credential-place-revocation = Lugar donde consta si está revocada
credential-place-suspension = Lugar donde consta si está suspendida
credential-place = entrada { $index }
credential-secured = Documentos firmados
credential-proof = Firma
credential-signed-by = Firmado por
credential-signed-at = Fecha de firma
credential-take = Obtener
credential-download = Descargar
credential-as-png = Imagen (PNG)
credential-as-svg = Dibujo (SVG)
credential-as-pdf = Certificado (PDF)
credential-inclusion = Prueba de que está en el registro de auditoría
credential-history = Lo que se ha hecho desde entonces
credential-no-history = Nada.
credential-erased = Lo que decía se borró junto con los datos de su estudiante.
credential-locked = La clave de esta instalación está bloqueada, así que ahora no se puede leer.
credential-was-revoked = Revocada
credential-was-suspended = Suspendida
credential-was-reinstated = Restablecida
credential-was-superseded = Reemplazada
credential-was-changed = Modificada
credential-acts = Qué hacer con ella
credential-next = ¿El estudiante aún no la tiene?
credential-claim = Crear un enlace de recogida
confirm-revoke = { $count ->
    [one] ¿Revocar esta credencial?
   *[other] ¿Revocar { $count } credenciales?
}
confirm-suspend = { $count ->
    [one] ¿Suspender esta credencial?
   *[other] ¿Suspender { $count } credenciales?
}
confirm-reinstate = { $count ->
    [one] ¿Restablecer esta credencial?
   *[other] ¿Restablecer { $count } credenciales?
}
confirm-reissue = { $count ->
    [one] ¿Emitir de nuevo esta credencial?
   *[other] ¿Emitir de nuevo { $count } credenciales?
}
confirm-revoke-consequence = Esto es definitivo. Quien verifique una credencial revocada sabrá que usted ya no la respalda, y nada aquí puede deshacerlo. Se puede emitir una nueva.
confirm-suspend-consequence = Quien verifique una credencial suspendida sabrá que por ahora usted no la respalda. Se puede restablecer.
confirm-reinstate-consequence = Quien la verifique sabrá que usted vuelve a respaldarla. Lo revocado sigue revocado.
confirm-reissue-consequence = Se emite en su lugar una nueva credencial a partir de la misma evaluación, y la anterior se revoca definitivamente. El estudiante tiene que recoger la nueva.
confirm-revoke-submit = Revocar definitivamente
confirm-others = { $count ->
    [one] Y 1 más.
   *[other] Y { $count } más.
}
confirm-reason = Motivo
confirm-reason-optional = Motivo (si desea indicarlo)
confirm-reason-missing = Indique el motivo.
confirm-reason-hint = Se guarda con cada credencial, para su personal y para el estudiante.
confirm-back = Dejarlo como está

## Jobs
jobs-title = Tareas largas
jobs-lead = Lo que se hace con muchos elementos, uno tras otro. Continúa aunque usted se vaya.
jobs-none = No hay ninguna.
jobs-newest = De la más reciente a la más antigua
jobs-work = Tarea
jobs-state = Estado
jobs-done = Hecho
jobs-skipped = Nada que hacer
jobs-failed = No fue posible
jobs-asked = Solicitada
jobs-ended = Terminada
jobs-of = { $count } de { $all }
jobs-older = Tareas más antiguas
jobs-revoke = Revocar { $count }
jobs-suspend = Suspender { $count }
jobs-reinstate = Restablecer { $count }
jobs-reissue = Emitir de nuevo { $count }
jobs-issue = Emitir para { $count }
jobs-state-waiting = En espera
jobs-state-open = En curso
jobs-state-finished = Hecha
jobs-state-failures = Hecha, con excepciones
jobs-state-cancelled = Terminada antes de tiempo
jobs-progress = Progreso
jobs-leave = Puede salir de esta página. La tarea continúa y seguirá aquí cuando vuelva.
jobs-cancel = Terminarla
jobs-cancel-hint = Lo hecho queda hecho; lo que no ha empezado se deja como está.
jobs-failures = Lo que no se pudo hacer
jobs-item = Elemento
jobs-reason = Motivo
jobs-more-failures = Más
jobs-made = Lo que se creó

## Claim
claim-title = Una credencial para usted
claim-lead = { $issuer } tiene algo para que usted lo conserve: dice lo que usted sabe hacer, y cualquiera puede verificarlo.
claim-once = Este enlace funciona una sola vez. Ábralo en el dispositivo en el que desee conservar lo que reciba.
claim-until = Funciona hasta el { $day }.
claim-open = Abrir
claim-over-title = Este enlace no funciona
claim-over-lead = Ya se usó, es demasiado antiguo, se retiró o contiene un error.
claim-over-next = Pida uno nuevo a quien se lo envió. Si ya estuvo aquí antes, puede hacer que se le envíe un enlace a su correo electrónico.
claim-over-enter = Ver mi expediente
claim-make-title = Enlace de recogida
claim-make-lead = Quien abra el enlace y confirme entrará como este estudiante, una sola vez: verá todo lo que tiene aquí y podrá llevárselo.
claim-make-for = De qué trata el enlace
claim-make-days = Días que funciona
claim-make-how = Cómo llega al estudiante
claim-make-show = Lo entrego yo: mostrármelo
claim-make-send = Por correo electrónico a { $address }
claim-make-no-address = No se conoce ningún correo electrónico de este estudiante.
claim-make-no-post = El correo electrónico no está configurado aquí. Quien opera el servicio debe definir smtp-url y mail-from.
claim-make-submit = Crear el enlace
claim-made-title = El enlace
claim-made-lead = Se muestra solo esta vez y funciona una sola vez, hasta el { $day }.
claim-made-sent = Se envió a { $address }.
claim-made-not-sent = No se pudo enviar. Funciona de todos modos: entréguelo usted o cree otro.
claim-made-qr = El enlace como código QR, para que el estudiante lo fotografíe
claim-made-copy = Copiar
claim-made-copied = Copiado
claim-made-back = Volver a los enlaces de este estudiante
claim-before = Enlaces creados antes
claim-before-made = Creado
claim-before-until = Funciona hasta
claim-before-state = Estado
claim-before-sent = Enviado a
claim-before-act = Acción
claim-state-open = aún sin usar
claim-state-redeemed = usado el { $day }
claim-state-withdrawn = retirado el { $day }
claim-state-expired = demasiado antiguo
claim-withdraw = Retirar
claim-withdraw-of = Retirar el enlace creado el { $day }

## Record
record-title = Mi expediente
record-empty = Aquí no hay nada todavía.
record-unnamed = Credencial
record-version = Versión { $version }
record-levels = Niveles, del más bajo al más alto
record-rung-here = usted está aquí
record-rung-reached = alcanzado
record-rung-met = { $count ->
    [one] { $met } de { $count } enunciado cumplido
   *[other] { $met } de { $count } enunciados cumplidos
}
record-assessed = Evaluación del { $day }, realizada por { $assessor }.
record-next = Siguiente: { $level }
record-next-further = { $count ->
    [0] Se cumplen todos los enunciados que pide { $level }; falta un nivel inferior.
    [one] Falta cumplir un enunciado más para { $level }.
   *[other] Falta cumplir { $count } enunciados más para { $level }.
}
record-next-required = Entre ellos deben estar estos:
record-next-missing = { $count ->
    [one] El enunciado que se puede elegir
   *[other] Los { $count } enunciados entre los que se puede elegir
}
record-highest = Este es el nivel más alto.
record-met = { $count ->
    [one] El enunciado que usted cumplió
   *[other] Los { $count } enunciados que usted cumplió
}
record-others = Más
record-valid-from = desde el { $from }
record-valid-until = hasta el { $until }
record-valid-between = desde el { $from } hasta el { $until }
record-leave = Cerrar sesión
record-state-current = Válida
record-state-not-yet = Aún no válida
record-state-over = Vencida
record-state-suspended = Suspendida
record-state-revoked = Revocada
record-state-superseded = Válida, reemplazada
record-advice-not-yet = Todavía no es válida. Así se le indica a quien la verifique antes de que lo sea.
record-advice-over = Su plazo ha terminado. Así se le indica a quien la verifique.
record-advice-suspended = Su emisor la suspendió. Así se le indica a quien la verifique. Pregunte el motivo al emisor.
record-advice-revoked = Su emisor la revocó. A quien la verifique se le indica que no es válida. Pregunte el motivo al emisor.
record-advice-superseded = Otra la ha reemplazado.
record-successor = Ver la que la reemplazó
record-fact-issuer = Emitida por
record-fact-framework = Marco de competencias
record-fact-level = Nivel
record-fact-from = Válida desde
record-fact-until = Válida hasta
record-fact-id = Identificador
record-take = Llévesela
record-take-json = JSON
record-take-json-hint = Para carteras digitales y programas: la credencial misma, firmada.
record-take-jwt = Token (JWT)
record-take-jwt-hint = Para carteras digitales que piden un token.
record-take-png = Imagen (PNG)
record-take-png-hint = Para publicar o imprimir: la credencial va dentro, y quien reciba el archivo puede verificarla.
record-take-svg = Dibujo (SVG)
record-take-svg-hint = Lo mismo, nítido a cualquier tamaño.
record-take-pdf = Certificado (PDF)
record-take-pdf-hint = Para imprimir o enviar con una solicitud de empleo: la credencial va adjunta, con un código para verificarla.
record-show = Muéstrela
record-share = Compartirla mediante un enlace
record-share-hint = Usted elige qué muestra y hasta cuándo, y puede retirarlo.
record-shares = Mis enlaces compartidos
record-linkedin = Añadirla a su perfil de LinkedIn
record-linkedin-hint = Lleva a LinkedIn, que conocerá lo que aparece en esta página.
record-verify = Quien la reciba puede verificarla, sin cuenta, en
record-enter-title = Ver mi expediente
record-enter-lead = Indique el correo electrónico que conoce su centro de formación. Recibirá un enlace para entrar.
record-enter-asked = Si alguien está registrado con esta dirección, se le ha enviado un mensaje. El enlace que contiene funciona durante 30 minutos.
record-enter-email = Correo electrónico
record-enter-hint = El que se usó en su evaluación.
record-enter-wrong = Esto no es una dirección de correo electrónico.
record-enter-submit = Enviarme un enlace
record-enter-no-post = Desde aquí no se envían mensajes. Pida un enlace a su centro de formación.
record-door-title = Su expediente
record-door-lead = Vea lo que tiene en { $issuer } y lléveselo.
record-door-once = Este enlace funciona una sola vez.
record-door-open = Abrir

## Share
share-title = Credenciales compartidas
share-title-of = { $name }: credenciales compartidas
share-lead = Un estudiante ha decidido mostrarle esto. Dice lo que el emisor tiene registrado en este momento.
share-learner = Estudiante
share-issuer = Emitida por
share-purpose = Para
share-looked = Estado consultado el
share-until = El enlace funciona hasta
share-nothing-left = Nada de lo que se compartió sigue registrado.
share-achieved = { $achievement }: { $level }
share-form-open-badge = Insignia (Open Badges 3.0)
share-form-clr = Expediente (CLR 2.0)
share-form-ler-rs = Currículum (LER-RS)
share-form-other = Credencial
share-state-valid = Válida
share-state-not-yet = Aún no válida
share-state-superseded = Válida, reemplazada
share-state-expired = Vencida
share-state-suspended = Suspendida
share-state-compromised = No fiable
share-state-revoked = Revocada
share-says-valid = { $issuer } respalda esta credencial.
share-says-not-yet = { $issuer } emitió esta credencial para una fecha posterior.
share-says-superseded = { $issuer } respalda esta credencial; otra posterior la ha reemplazado.
share-says-expired = Esta credencial fue válida, pero su plazo ha terminado.
share-says-suspended = { $issuer } no respalda esta credencial por ahora. No confíe en ella.
share-says-compromised = La clave con la que se firmó puede estar en otras manos. Nadie puede saber si es auténtica. No confíe en ella.
share-says-revoked = { $issuer } revocó esta credencial definitivamente. Lo que aparece abajo ya no vale.
share-ladder = Los niveles, del más bajo al más alto
share-reached = alcanzado
share-framework = Marco de competencias
share-level = Nivel
share-rank = Lugar en la escala
share-rank-of = { $rank } de { $of }
share-assessor = Evaluador/a
share-assessed = Fecha de evaluación
share-rule = Cómo se decide el nivel:
share-statements = Lo que se vio hacer a esta persona
share-evidence = Evidencias
share-valid-from = Válida desde
share-valid-until = Válida hasta
share-take-json = Documento firmado (JSON)
share-take-jwt = Documento firmado (JWT)
share-take-png = Imagen con la credencial dentro (PNG)
share-take-svg = Dibujo con la credencial dentro (SVG)
share-take-pdf = Certificado con la credencial dentro (PDF)
share-picture = Cómo se ve el nivel
share-check = Cómo verificarlo por su cuenta
share-check-document = Descargue arriba un documento firmado y entréguelo a cualquier verificador de Open Badges 3.0, o al nuestro: comprueba la firma del emisor y consulta si la credencial fue revocada.
share-check-none = Lo que lee aquí procede de los registros del propio emisor; el documento firmado no se compartió. Para verificarlo sin esta página, pida el documento al estudiante y entréguelo a cualquier verificador, o al nuestro.
share-check-link = Ir al verificador
share-social = Emitida por { $issuer }. Compartida por el estudiante, con el estado en este momento.
share-nowhere-title = Este enlace no lleva a ninguna parte
share-nowhere = Puede que se haya retirado, que su plazo haya terminado o que la dirección contenga un error. No se informa a nadie de cuál es el caso.
share-nowhere-ask = Pida uno nuevo a quien se lo dio.
share-record = Mi expediente
share-mine = Mis enlaces
share-mine-lead = Cada enlace muestra lo que usted eligió a quien lo tenga, hasta el día que usted fije o hasta que lo retire.
share-none = No comparte nada.
share-new = Compartir credenciales
share-new-lead = Verá lo que verán los demás antes de que exista un enlace.
share-nothing-held = No tiene nada que se pueda compartir.
share-which = Qué credenciales
share-only-whole = solo entera, con su documento firmado
share-purpose-label = Para qué
share-purpose-hint = Quien reciba el enlace leerá esto: «Mi solicitud de empleo en mecánica».
share-until-label = Hasta
share-until-hint = El enlace funciona hasta el final de este día; dos años como máximo.
share-what = Qué se muestra
share-always = Siempre se muestran: marco, nivel, emisor, evaluador/a, regla, fechas y el estado en el momento en que alguien mira.
share-shows-name = Mi nombre
share-shows-statements = Los enunciados que cumplí, completos
share-shows-evidence = Las evidencias
share-shows-document = Los documentos firmados
share-shows-document-hint = Otras personas pueden verificarlos y conservarlos. Contienen todo lo anterior y los datos con los que se le identifica.
share-search = Buscadores
share-indexed = Los buscadores pueden incluir la página
share-preview = Ver lo que verán
share-error-credentials = Elija una o más credenciales, cincuenta como máximo.
share-error-whole = Una de ellas solo se puede mostrar entera: elija también los documentos firmados.
share-error-purpose = Indique para qué es el enlace, en 200 caracteres como máximo.
share-error-until = Elija un día futuro, a dos años de hoy como máximo.
share-error-document = Un documento firmado contiene su nombre, los enunciados y las evidencias: muestre también todo ello o deje fuera el documento.
share-preview-title = Lo que verán
share-preview-lead = Todavía no hay ningún enlace. Esto es lo que verá quien lo reciba, y no se le envía nada más.
share-make = Crear el enlace
share-change = Cambiar algo
share-live = Funciona
share-over = Terminado
share-over-says = Este enlace funcionó hasta el { $day }. Ahora no lleva a ninguna parte.
share-until-day = hasta el { $day }
share-count = { $count ->
    [one] 1 credencial
   *[other] { $count } credenciales
}
share-looks-none = nadie lo ha mirado todavía
share-looks-last = { $count ->
    [one] mirado una vez
   *[other] mirado { $count } veces
}, la última el { $day }
share-take-back = Retirar
share-take-all-back = Retirar todos los enlaces
share-take-back-hint = Desde ese momento el enlace deja de funcionar para todo el mundo. Lo que otras personas hayan guardado o impreso seguirá en su poder.
share-link-title = Uno de sus enlaces
share-address = El enlace
share-copy = Copiar el enlace
share-copied = Copiado
share-linkedin = Añadir a mi perfil de LinkedIn
share-qr = El enlace como código QR
share-looked-at = Visitas

## Verify
verify-title = Verificar una credencial
verify-lead = Pegue, suba o fotografíe lo que le enviaron, o indique su enlace. Sabrá si es auténtica y qué significa.
verify-text = Pegue la credencial
verify-text-hint = El texto de una insignia, de un expediente o de un token: empieza por una llave o es una sola palabra larga. También sirve un enlace.
verify-files = O suba archivos
verify-files-hint = Imágenes de insignias (PNG, SVG), certificados (PDF), archivos JSON o JWT; hasta 50 a la vez, 5 MB en total.
verify-drop = O suelte archivos en cualquier lugar de este formulario.
verify-photo = O fotografíe un código QR
verify-photo-hint = El código de un certificado, como imagen JPEG o PNG.
verify-links = O indique enlaces
verify-links-hint = Uno por línea. Los abre este servicio, no su navegador.
verify-expect = ¿Qué espera? (opcional)
verify-expect-hint = Lo que indique aquí se compara con la credencial y recibe respuesta.
verify-expect-issuer = El emisor: su DID o su dirección https
verify-expect-framework = El marco de competencias: su código, por ejemplo 27-4014.00
verify-expect-level = El nivel mínimo: su nombre o su lugar contando desde 1
verify-expect-email = El correo electrónico de la persona
verify-submit = Verificar
verify-submit-csv = Verificar y guardar como tabla (CSV)
verify-privacy = Lo que entrega se verifica y se olvida: no se conserva nada. No hace falta una cuenta.
verify-nothing-checked = No se verificó nada:
verify-fault-detail = Lo que dice el programa
verify-fault-empty = Todavía no hay nada que verificar. Pegue un texto, elija un archivo o indique un enlace.
verify-fault-link = La línea { $line } no es un enlace: debe empezar por https:// o http://.
verify-fault-large = «{ $name }» ocupa más de 5 MB, más de lo que se verifica aquí.
verify-fault-many = Son más de { $most } a la vez. Entregue menos.
verify-fault-long = Lo que espera puede tener 300 caracteres como máximo.
verify-fault-unreadable = No se puede leer como credencial. Puede estar cortado o ser otra cosa.
verify-fault-too-large = Es más grande de lo que se verifica aquí.
verify-fault-nothing-baked = En este archivo no hay ninguna credencial. Las imágenes la pierden cuando se cambian de tamaño, se convierten o se envían por mensajería: pida el archivo original.
verify-fault-two-baked = En esta imagen hay más de una credencial, así que nadie puede saber a cuál se refiere. Pida otro archivo.
verify-fault-heic = Esta fotografía está en formato HEIC, que aquí no se lee. Haga una captura de pantalla y entréguela, o configure la cámara para que guarde imágenes JPEG (en un iPhone: Ajustes o Configuración, Cámara, Formatos, «Más compatible»).
verify-fault-picture = Esta imagen está en formato { $name }, que aquí no se lee. Entregue el archivo original, o una imagen PNG o JPEG de su código QR.
verify-fault-no-code = En esta imagen no hay ningún código QR que se pueda leer. Fotografíelo de más cerca, justo desde arriba y con buena luz.
verify-fault-other-code = El código QR de esta imagen no contiene una credencial ni un enlace a una. Dice: { $said }
verify-fault-link-not-allowed = Este enlace lleva a un lugar del que no se obtiene nada.
verify-fault-link-name = No se conoce el servidor que nombra este enlace. ¿Está bien escrito?
verify-fault-link-answer = El servidor que nombra este enlace no responde. Inténtelo más tarde o pida el archivo.
verify-fault-link-secure = El servidor que nombra este enlace no es de confianza: su certificado no es correcto.
verify-fault-link-status = En este enlace no hay ninguna credencial: su servidor responde con { $code }. Pida otro enlace o el archivo.
verify-fault-link-page = Este enlace lleva a una página para personas, no a una credencial. Pida el archivo o el enlace de la propia credencial.
verify-fault-link-offline = Este servicio no abre enlaces. Pida el archivo.
verify-fault-link-busy = Se están abriendo demasiados enlaces en este momento. Inténtelo de nuevo en unos instantes.
verify-fault-link-elsewhere = Este enlace remite a un lugar al que no se sigue. Pida el archivo.
verify-fault-often = No verificado: se pidió demasiado en un minuto. Inténtelo de nuevo en { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
}.
verify-fault-time = No verificado: los demás tardaron demasiado. Entregue este por separado.
verify-valid = Válida
verify-not-valid = No válida
verify-could-not = No se pudo comprobar
verify-nothing-shown = Como no se constató que su firma sea correcta, nada de lo que contiene se muestra aquí como un hecho.
verify-reason-valid = Es auténtica: su emisor la firmó, nadie la ha cambiado desde entonces y está vigente.
verify-reason-presented = Es auténtica: la firmó quien la muestra, y todas las credenciales que contiene son válidas.
verify-reason-superseded = Es auténtica y está vigente, pero una credencial posterior la ha reemplazado. Pida esa.
verify-reason-revoked = Su emisor la ha revocado: ya no cuenta.
verify-reason-suspended = Su emisor la ha suspendido: por ahora no cuenta.
verify-reason-expired = Ha vencido.
verify-reason-not-yet-valid = Todavía no está vigente.
verify-reason-key = No la firmó el emisor que nombra. No confíe en ella.
verify-reason-proof = Se cambió después de firmarse, o nunca la firmó el emisor que nombra. No confíe en ella.
verify-reason-dates = Según sus propias fechas no está vigente.
verify-reason-status = Su emisor ya no afirma que cuente.
verify-reason-meaning = Se contradice: lo que dice no lleva a ninguna parte.
verify-reason-parts = Una credencial que contiene no es válida.
verify-reason-rules = Incumple las reglas que deben cumplir las credenciales. No confíe en ella.
verify-unknown-form = Está en un formato que aquí no se conoce. Eso no la hace falsa: pídala en otro formato.
verify-unknown-key = No se pudieron obtener las claves de su emisor, así que aquí nadie puede saber quién la firmó. Eso no la hace falsa: inténtelo más tarde.
verify-unknown-status = No se pudo averiguar si su emisor la ha revocado. Eso no la hace falsa: inténtelo más tarde.
verify-unknown-proof = Está firmada de una manera que aquí no se conoce. Eso no la hace falsa: pídala en otro formato.
verify-unknown-terms = Usa palabras que aquí no están definidas. Eso no la hace falsa.
verify-unknown-parts = No se pudo comprobar una credencial que contiene.
verify-unknown-other = No se pudo comprobar todo lo que hay que comprobar. Eso no la hace falsa.
verify-kind-badge = Una Open Badge
verify-kind-record = Un expediente de aprendizaje (CLR)
verify-kind-resume = Un currículum de formación y empleo (LER-RS)
verify-kind-endorsement = Un aval
verify-kind-status-list = Una lista de lo que un emisor ha revocado o suspendido, no una credencial sobre una persona
verify-kind-presentation = Credenciales que alguien muestra
verify-kind-other = Una credencial
verify-expected = Lo que usted esperaba
verify-answer-yes = sí
verify-answer-no = no
verify-answer-cannot-tell = no se puede saber
verify-asked-issuer = Emitida por { $wanted }
verify-asked-framework = Sobre el marco { $wanted }
verify-asked-level = Al menos el nivel { $wanted }
verify-asked-email = Su titular es { $wanted }
verify-achieved = Lo que se ha logrado
verify-level-place = nivel { $place } de { $count }
verify-ladder = Los niveles, desde el más bajo
verify-stated-level = { $level }, nivel { $place } de { $count }
verify-framework-version = { $name }, versión { $version }
verify-issuer = Emisor
verify-calls-itself = Se llama a sí mismo
verify-standing-own = Es un emisor de este mismo servicio.
verify-standing-listed = Está en la lista de emisores en los que confía este servicio.
verify-standing-listed-as = Está en la lista de emisores en los que confía este servicio, como { $name }.
verify-standing-unknown = Aquí nadie responde por este emisor. Una firma correcta muestra que firmó este emisor, no quién es: cualquiera puede crear un emisor con cualquier nombre. Asegúrese de que es el que usted conoce.
verify-standing-short-listed = de confianza
verify-standing-short-own = de este servicio
verify-standing-short-unknown = desconocido aquí
verify-fact-achievement = Logro
verify-fact-framework = Marco de competencias
verify-fact-person = Persona
verify-fact-assessor = Evaluador/a
verify-fact-assessed = Fecha de evaluación
verify-fact-awarded = Otorgada
verify-fact-valid-from = Válida desde
verify-fact-valid-until = Válida hasta
verify-fact-criteria = Criterios
verify-fact-record = Expediente
verify-fact-endorses = Avala
verify-fact-comment = Lo que dice
verify-fact-level = Nivel
verify-fact-rule = Regla
verify-fact-id = Identificador
verify-person-hashed = Quien tenga cierto correo electrónico. Para compararlo, verifique de nuevo e indique la dirección que espera.
verify-several-people = { $count } personas a la vez
verify-record-whole = { $count ->
    [one] { $count } credencial
   *[other] { $count } credenciales
}
verify-record-partial = { $count ->
    [one] { $count } credencial; una parte de lo que sabe quien lo publica
   *[other] { $count } credenciales; una parte de lo que sabe quien lo publica
}
verify-rule = La regla con la que se alcanza un nivel
verify-criteria = Los criterios, en palabras del emisor
verify-statements = { $count ->
    [one] { $count } enunciado cumplido
   *[other] { $count } enunciados cumplidos
}
verify-evidence = { $count ->
    [one] { $count } evidencia
   *[other] { $count } evidencias
}
verify-evidence-unnamed = Evidencia sin nombre
verify-results = { $count ->
    [one] { $count } resultado más
   *[other] { $count } resultados más
}
verify-listed = { $count ->
    [one] { $count } logro que enumera
   *[other] { $count } logros que enumera
}
verify-listed-hint = Que un logro se enumere no significa que se haya otorgado: lo otorgado consta en las credenciales contenidas.
verify-associations = { $count ->
    [one] { $count } relación entre logros
   *[other] { $count } relaciones entre logros
}
verify-more = Hay { $count } en total; el resto consta en el propio documento.
verify-parts = { $count ->
    [one] { $count } credencial contenida
   *[other] { $count } credenciales contenidas
}
verify-part-credential = Una credencial
verify-part-endorsement = Un aval
verify-person-same = sobre la persona del expediente
verify-person-different = no es sobre la persona del expediente
verify-person-presenter = sobre quien la muestra
verify-person-other-presenter = no es sobre quien la muestra
verify-person-unknown = no se puede saber si es sobre la misma persona
verify-checks = Las comprobaciones
verify-outcome-passed = superada
verify-outcome-failed = no superada
verify-outcome-could-not-tell = no se pudo saber
verify-outcome-not-run = no realizada
verify-check-data-model = ¿Está construida como una credencial?
verify-check-terms = ¿Significa cada palabra lo que parece?
verify-check-issuer-key = ¿Es la clave de su emisor?
verify-check-proof = ¿Es correcta la firma?
verify-check-validity = ¿Está vigente según sus fechas?
verify-check-status = ¿Se ha revocado o suspendido?
verify-check-schema = ¿Cumple las reglas de su tipo?
verify-check-meaning = ¿Lleva a alguna parte lo que dice?
verify-check-parts = ¿Son válidas las credenciales contenidas?
verify-state-current = vigente
verify-state-not-yet-valid = aún no vigente
verify-state-expired = vencida
verify-state-suspended = suspendida
verify-state-revoked = revocada
verify-state-superseded = reemplazada
verify-document = El propio documento
verify-document-name = Usted entregó
verify-by-code = El código QR dice
verify-source = Mostrar su texto
verify-source-unproven = Mostrar su texto, que nada demuestra
verify-source-part-unproven = Mostrar su texto, que no está demostrado por completo
verify-source-part-warning = No todo lo que sigue está demostrado: lo que consta en las credenciales contenidas que no son válidas puede haberlo escrito cualquiera.
verify-source-warning = Nada de lo que sigue está demostrado. Puede haberlo escrito cualquiera: no tome nada de ello como un hecho.
verify-source-cut = El resto se omite.
verify-doubts = Lo que hallaron las comprobaciones, en palabras del programa, que pueden repetir las del documento:
verify-old-badge = Esto parece una Open Badge de la versión 1 o 2. Estas no llevan una firma del tipo que se comprueba aquí; se consultan en su emisor. Pida una Open Badge 3.0.
verify-another = Verificar otra
verify-several = { $count } documentos
verify-several-valid = Válidos: { $valid } de { $count }.
verify-several-table = Los documentos y sus resultados
verify-line = Documento { $number }
verify-column-document = Documento
verify-column-verdict = Resultado
verify-column-what = Credencial
verify-column-level = Nivel
verify-column-expected = Según lo esperado
verify-column-issuer = Emisor
verify-column-issuer-name = El emisor se llama a sí mismo
verify-column-standing = Confianza
verify-column-reason = Motivo
verify-csv = Verificar de nuevo y guardar como tabla (CSV)
verify-csv-too-large = Para obtener una tabla (CSV), entregue de nuevo los mismos archivos y pulse allí el segundo botón.

## Receipt
receipt-title = Un recibo de verificación
receipt-offer = Un recibo de verificación
receipt-offer-hint = El documento se verifica una vez más y usted recibe un archivo en el que este servicio dice, con su firma, qué se verificó, cuándo y con qué resultado. No nombra a ninguna persona. Para comprobar un recibo más adelante, entréguelo aquí.
receipt-give = Verificar de nuevo y darme un recibo
receipt-locked = En este momento no se puede dar ningún recibo: la clave de este servicio está bloqueada. El resultado de arriba se mantiene. Consulte a quien opera este servicio.
receipt-too-large = El documento es demasiado grande para obtener un recibo desde esta página.
receipt-ours = Un recibo de verificación de este servicio
receipt-ours-explained = Lo firmó este servicio. No es una credencial: dice qué se halló cuando se verificó algo.
receipt-elsewhere = Un recibo de verificación de otro servicio
receipt-elsewhere-explained = Nombra una clave de { $signer }, que no es este servicio. Haga que lo verifiquen allí.
receipt-forged = No es un recibo de verificación de este servicio
receipt-forged-explained = Dice que lo es, pero se cambió o este servicio nunca lo firmó. No confíe en él.
receipt-key-gone = Un recibo de verificación por el que ya nadie puede responder
receipt-key-gone-explained = Se firmó con una clave de este servicio que después se revocó, así que puede haberlo firmado cualquiera. Verifique de nuevo la propia credencial.
receipt-said = Lo que dice
receipt-then = Así era cuando se verificó. Una credencial se puede revocar después: para saber cómo está ahora, verifique la propia credencial.
receipt-verdict = Resultado de entonces
receipt-checked-at = Fecha de verificación
receipt-verifier = Verificado por
receipt-document = Credencial
receipt-issuer = Su emisor
receipt-digest = SHA-256 del documento ({ $bytes } bytes)
receipt-id = Recibo
receipt-signed-at = Fecha de firma
receipt-among-several = Esto es un recibo de verificación de este servicio, no una credencial. Entréguelo por separado para leerlo.
receipt-among-several-not-ours = Esto es un recibo de verificación, no una credencial. Entréguelo por separado para saber más.

## Picture
picture-alt = La insignia del nivel { $level }
picture-place = Nivel { $rank } de { $levels }

## Certificate
certificate-heading = Certificado
certificate-certifies = Se certifica que
certificate-holder = la persona titular de la credencial adjunta
certificate-reached = ha alcanzado el nivel
certificate-earned = ha obtenido
certificate-statements = Demostrado en la evaluación
certificate-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
}
certificate-issuer = Emitido por
certificate-assessor = Evaluador/a
certificate-assessed = Fecha de evaluación
certificate-valid-until = Válido hasta
certificate-rule = Cómo se decide el nivel
certificate-framework = Marco de competencias
certificate-version = Versión
certificate-credential = Credencial
certificate-verify = Cómo verificar
certificate-verify-there = La credencial firmada va adjunta a este PDF. Abra la dirección de abajo, o fotografíe el código, y entregue este archivo: se verifica al momento.
certificate-verify-anywhere = La credencial firmada va adjunta a este PDF. Entregue este archivo a cualquier verificador de este tipo de credenciales que lea PDF, o extraiga el adjunto y entréguelo.
certificate-code = Código QR de la dirección de abajo
certificate-attachment = La credencial firmada

## Letters
letters-claim-subject = Su credencial de { $issuer }
letters-claim-lead = { $issuer } tiene una credencial para usted. Abra este enlace para verla y llevársela:
letters-claim-until = El enlace funciona una sola vez, hasta el { $day }. Después, pida uno nuevo.
letters-claim-not-you = Si no sabe de qué se trata, borre este mensaje: no pasa nada.
letters-entry-subject = Su expediente
letters-entry-lead = { $count ->
    [one] Alguien, probablemente usted, pidió ver el expediente que corresponde a esta dirección. Abra este enlace:
   *[other] Alguien, probablemente usted, pidió ver los expedientes que corresponden a esta dirección. Abra un enlace:
}
letters-entry-whose = { $name }, en { $issuer }:
letters-entry-nobody = Su expediente en { $issuer }:
letters-entry-until = { $minutes ->
    [one] Funciona una sola vez, durante un minuto.
   *[other] Funciona una sola vez, durante { $minutes } minutos.
}
letters-entry-not-you = Si no fue usted, borre este mensaje: nadie entra sin él.
