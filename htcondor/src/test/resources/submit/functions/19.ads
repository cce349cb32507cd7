# exit 4
