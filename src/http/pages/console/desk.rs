//! What every page of the console bears: who is signed in, and the way to the other pages that
//! their role may see.

use crate::http::pages::links::Links;
use crate::service::sessions::{Right, Role, Session, Who};
use crate::texts::Texts;

/// A page of the console that the navigation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Tab {
    Overview,
    Assess,
    Issue,
    Credentials,
    Learners,
    Frameworks,
    Jobs,
    Issuer,
    Keys,
    ApiKeys,
    People,
    Audit,
    Backups,
}

impl Tab {
    const ALL: [Tab; 13] = [
        Tab::Overview,
        Tab::Assess,
        Tab::Issue,
        Tab::Credentials,
        Tab::Learners,
        Tab::Frameworks,
        Tab::Jobs,
        Tab::Issuer,
        Tab::Keys,
        Tab::ApiKeys,
        Tab::People,
        Tab::Audit,
        Tab::Backups,
    ];

    fn path(self) -> &'static str {
        match self {
            Tab::Overview => "/console",
            Tab::Assess => "/console/assess",
            Tab::Issue => "/console/issue",
            Tab::Credentials => "/console/credentials",
            Tab::Learners => "/console/learners",
            Tab::Frameworks => "/console/frameworks",
            Tab::Jobs => "/console/jobs",
            Tab::Issuer => "/console/issuer",
            Tab::Keys => "/console/keys",
            Tab::ApiKeys => "/console/api-keys",
            Tab::People => "/console/people",
            Tab::Audit => "/console/audit",
            Tab::Backups => "/console/backups",
        }
    }

    fn name(self, t: Texts) -> String {
        let name = match self {
            Tab::Overview => t.say("console-tab-overview"),
            Tab::Assess => t.say("console-tab-assess"),
            Tab::Issue => t.say("console-tab-issue"),
            Tab::Credentials => t.say("console-tab-credentials"),
            Tab::Learners => t.say("console-tab-learners"),
            Tab::Frameworks => t.say("console-tab-frameworks"),
            Tab::Jobs => t.say("console-tab-jobs"),
            Tab::Issuer => t.say("console-tab-issuer"),
            Tab::Keys => t.say("console-tab-keys"),
            Tab::ApiKeys => t.say("console-tab-api-keys"),
            Tab::People => t.say("console-tab-people"),
            Tab::Audit => t.say("console-tab-audit"),
            Tab::Backups => t.say("console-tab-backups"),
        };
        name.to_string()
    }

    /// Who sees it.
    fn right(self) -> Right {
        match self {
            Tab::Issuer | Tab::Keys | Tab::ApiKeys | Tab::People | Tab::Backups => Right::Admin,
            Tab::Audit => Right::Audit,
            Tab::Issue => Right::Issue,
            _ => Right::Look,
        }
    }
}

/// Who is signed in, and where they may go.
#[derive(Debug, Clone)]
pub(in crate::http) struct Desk {
    /// Their name and role.
    pub who: String,
    pub ways: Vec<Way>,
}

/// A way to a page.
#[derive(Debug, Clone)]
pub(in crate::http) struct Way {
    pub name: String,
    pub link: String,
    /// Whether one is there.
    pub is_here: bool,
}

impl Desk {
    /// The desk of `session`, on the page `tab`.
    pub(in crate::http) fn new(t: Texts, links: &Links<'_>, session: &Session, tab: Tab) -> Self {
        let who = match &session.who {
            Who::Staff { name, role, .. } => t
                .say("console-signed-in")
                .with(
                    "name",
                    match name {
                        Some(name) => name.clone(),
                        None => t.say("console-key-holder").to_string(),
                    },
                )
                .with("role", role_name(t, *role))
                .to_string(),
            Who::Learner { .. } => String::new(),
        };
        let open = Tab::ALL.into_iter().filter(|tab| session.may(tab.right()));
        let ways = open.map(|one| Way {
            name: one.name(t),
            link: format!("{}{}", links.base(), one.path()),
            is_here: one == tab,
        });
        Self {
            who,
            ways: ways.collect(),
        }
    }
}

/// A role in words.
pub(in crate::http) fn role_name(t: Texts, role: Role) -> String {
    let name = match role {
        Role::Admin => t.say("console-role-admin"),
        Role::Issuer => t.say("console-role-issuer"),
        Role::Assessor => t.say("console-role-assessor"),
        Role::Auditor => t.say("console-role-auditor"),
    };
    name.to_string()
}
