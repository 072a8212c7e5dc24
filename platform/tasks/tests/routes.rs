//! Dead tasks over HTTP.

use std::sync::Arc;

use nilecare_http::{HttpOptions, finish};
use nilecare_sql::Db;
use nilecare_tasks::{LocalTasks, TaskQueue, router};
use nilecare_testkit::{ServiceRig, text_of};
use serde_json::{Value, json};

use crate::contract::LEASE;
use crate::local::task;

#[tokio::test]
async fn dead_tasks_are_listed_retried_and_given_up_by_who_may() {
    let rig = ServiceRig::new();
    let db = Db::open(&rig.database("tasks")).await.expect("it opens");
    let queue = LocalTasks::open(db, rig.clock.clone()).await.expect("it opens");
    for key in ["one", "two"] {
        queue.enqueue(&task(key, &*rig.clock)).await.expect("it is kept");
        let lease = queue
            .take("email", LEASE)
            .await
            .expect("it is read")
            .expect("it is due");
        queue.dead(&lease, "refused").await.expect("the lease holds");
    }
    let routes = router(Arc::new(queue.clone()), &rig.verifier());
    let http = rig.client(finish(routes.into(), HttpOptions::default()));
    let page = http.get("/api/v1/tasks/dead?kind=email&limit=1").await;
    assert_eq!(
        (&page["items"][0]["key"], &page["items"][0]["problem"]),
        (&json!("one"), &json!("refused"))
    );
    let next = http
        .get(&format!("/api/v1/tasks/dead?limit=1&cursor={}", text_of(&page["next"])))
        .await;
    assert_eq!(next["items"][0]["key"], json!("two"));
    let one = format!("/api/v1/tasks/dead/{}", text_of(&page["items"][0]["id"]));
    let two = format!("/api/v1/tasks/dead/{}", text_of(&next["items"][0]["id"]));
    let call = async |method: &str, path: &str, permission: &str| {
        let reply = http
            .send(method, path, Some(http.token(&[permission])), "", &Value::Null)
            .await;
        reply.status().as_u16()
    };
    let retry = format!("{one}/retry");
    assert_eq!(call("POST", &retry, "notifications:manage").await, 403);
    assert_eq!(call("POST", &retry, "tasks:manage").await, 204);
    assert_eq!(call("POST", &retry, "tasks:manage").await, 404);
    assert_eq!(call("DELETE", &two, "tasks:manage").await, 204);
    assert_eq!(call("DELETE", &two, "tasks:manage").await, 404);
    let counts = http.get("/api/v1/tasks/counts").await;
    let wanted =
        json!([{"kind": "email", "state": "done", "n_tasks": 1}, {"kind": "email", "state": "waiting", "n_tasks": 1}]);
    assert_eq!(counts, wanted);
    let again = queue
        .take("email", LEASE)
        .await
        .expect("it is read")
        .expect("it is due");
    assert_eq!((again.task.key.as_str(), again.task.attempt), ("one", 1));
}
