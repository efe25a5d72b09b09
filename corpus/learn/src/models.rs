//! Each model by its name: fits it to the rows that are seen and tells what it says about all.

use smartcore::cluster::kmeans::{KMeans, KMeansParameters};
use smartcore::ensemble::random_forest_classifier::{
    RandomForestClassifier, RandomForestClassifierParameters,
};
use smartcore::ensemble::random_forest_regressor::{
    RandomForestRegressor, RandomForestRegressorParameters,
};
use smartcore::error::Failed;
use smartcore::linalg::basic::matrix::DenseMatrix;
use smartcore::linear::linear_regression::LinearRegression;
use smartcore::linear::logistic_regression::{LogisticRegression, LogisticRegressionParameters};
use smartcore::linear::ridge_regression::RidgeRegression;
use smartcore::naive_bayes::gaussian::GaussianNB;
use smartcore::neighbors::knn_classifier::{KNNClassifier, KNNClassifierParameters};
use smartcore::neighbors::knn_regressor::{KNNRegressor, KNNRegressorParameters};
use smartcore::tree::decision_tree_classifier::{
    DecisionTreeClassifier, DecisionTreeClassifierParameters,
};
use smartcore::xgboost::xgb_regressor::{XGRegressor, XGRegressorParameters};

use crate::table::{Classes, Table};

type Matrix = DenseMatrix<f64>;

const SEED: u64 = 7;

/// What a model says about the rows that it has seen and about those that are asked.
type Said<T> = Result<(Vec<T>, Vec<T>), Failed>;

pub fn classes(
    name: &str,
    numbers: &[u16],
    table: &Table,
    classes: &Classes,
) -> Result<String, String> {
    let (truth, asked) = classes.truth.split_at(table.rows);
    let y = truth.to_vec();
    let said: Said<u32> = match (name, numbers) {
        ("forest", &[trees, depth]) => {
            let parameters = RandomForestClassifierParameters::default()
                .with_n_trees(trees)
                .with_max_depth(depth)
                .with_seed(SEED);
            RandomForestClassifier::fit(&table.seen, &y, parameters)
                .and_then(|model| both(table, |x| model.predict(x)))
        }
        ("tree", &[depth]) => {
            let parameters = DecisionTreeClassifierParameters::default().with_max_depth(depth);
            DecisionTreeClassifier::fit(&table.seen, &y, parameters)
                .and_then(|model| both(table, |x| model.predict(x)))
        }
        ("neighbours", &[k]) => {
            let parameters = KNNClassifierParameters::default().with_k(k.into());
            KNNClassifier::fit(&table.seen, &y, parameters)
                .and_then(|model| both(table, |x| model.predict(x)))
        }
        ("logistic", []) => {
            // Without a penalty the weights of what can be told apart perfectly grow for ever.
            let parameters = LogisticRegressionParameters::default().with_alpha(1.0);
            LogisticRegression::fit(&table.seen, &y, parameters)
                .and_then(|model| both(table, |x| model.predict(x)))
        }
        ("bayes", []) => GaussianNB::fit(&table.seen, &y, Default::default())
            .and_then(|model| both(table, |x| model.predict(x))),
        ("clusters", &[k]) => {
            let parameters = KMeansParameters { k: k.into(), max_iter: 100, seed: Some(SEED) };
            return KMeans::<f64, u32, Matrix, Vec<u32>>::fit(&table.seen, parameters)
                .and_then(|model| both(table, |x| model.predict(x)))
                .map(|(seen, _)| clusters(&seen, truth, classes.names.len(), k.into()))
                .map_err(|error| error.to_string());
        }
        _ => return Err(format!("there is no model '{name}' of classes with {numbers:?}")),
    };
    let (learned, found) = said.map_err(|error| format!("{name}: {error}"))?;
    let wrong =
        |said: &[u32], truth: &[u32]| said.iter().zip(truth).filter(|(a, b)| a != b).count();
    let names: Vec<&str> = found.iter().map(|&at| classes.names[at as usize].as_str()).collect();
    Ok(format!(
        "{} and {} wrong; {}",
        wrong(&learned, truth),
        wrong(&found, asked),
        names.join(" ")
    ))
}

pub fn numbers(
    name: &str,
    numbers: &[u16],
    table: &Table,
    truth: &[f64],
) -> Result<String, String> {
    let (truth, asked) = truth.split_at(table.rows);
    let y = truth.to_vec();
    let said: Said<f64> = match (name, numbers) {
        ("forest", &[trees, depth]) => {
            let parameters = RandomForestRegressorParameters::default()
                .with_n_trees(trees.into())
                .with_max_depth(depth)
                .with_seed(SEED);
            RandomForestRegressor::fit(&table.seen, &y, parameters)
                .and_then(|model| both(table, |x| model.predict(x)))
        }
        ("boost", &[trees, depth]) => {
            let parameters = XGRegressorParameters::default()
                .with_n_estimators(trees.into())
                .with_max_depth(depth)
                .with_seed(SEED);
            XGRegressor::fit(&table.seen, &y, parameters)
                .and_then(|model| both(table, |x| model.predict(x)))
        }
        ("neighbours", &[k]) => {
            let parameters = KNNRegressorParameters::default().with_k(k.into());
            KNNRegressor::fit(&table.seen, &y, parameters)
                .and_then(|model| both(table, |x| model.predict(x)))
        }
        ("linear", []) => LinearRegression::fit(&table.seen, &y, Default::default())
            .and_then(|model| both(table, |x| model.predict(x))),
        ("ridge", []) => RidgeRegression::fit(&table.seen, &y, Default::default())
            .and_then(|model| both(table, |x| model.predict(x))),
        _ => return Err(format!("there is no model '{name}' of numbers with {numbers:?}")),
    };
    let (learned, found) = said.map_err(|error| format!("{name}: {error}"))?;
    let error = |said: &[f64], truth: &[f64]| {
        let squares: f64 = said.iter().zip(truth).map(|(a, b)| (a - b) * (a - b)).sum();
        (squares / truth.len() as f64).sqrt()
    };
    let shown: Vec<String> = found.iter().map(|number| format!("{number:.3}")).collect();
    Ok(format!(
        "errors {:.4} and {:.4}; {}",
        error(&learned, truth),
        error(&found, asked),
        shown.join(" ")
    ))
}

fn both<T>(table: &Table, predict: impl Fn(&Matrix) -> Result<Vec<T>, Failed>) -> Said<T> {
    Ok((predict(&table.seen)?, predict(&table.asked)?))
}

/// How many rows of each class are in each cluster.
fn clusters(said: &[u32], truth: &[u32], classes: usize, count: usize) -> String {
    let mut table = vec![vec![0; classes]; count];
    for (&cluster, &class) in said.iter().zip(truth) {
        table[cluster as usize][class as usize] += 1;
    }
    table.sort_by(|a, b| b.cmp(a));
    format!("{table:?}")
}
